using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using BrainDae.Data.Formats;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Formats;

public sealed class TorchCheckpointWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static TorchCheckpoint Small { get; } = new([Tensor("first.weight", [2, 3], 0), Tensor("bias", [], 9)])
    {
        Epochs = 7,
        Iterations = 5_000_000_000,
        Value = 0.25,
        Optimizer = new(1e-5, 1e-4, 0.5, 12, [Moments([2, 3], 20), Moments([], 50)]),
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        TorchCheckpointWriter.Write(folder["a.pt"], Small);

        var read = TorchCheckpointReader.Read(folder["a.pt"]);

        Assert.Equal((Small.Epochs, Small.Iterations, Small.Value), (read.Epochs, read.Iterations, read.Value));
        AssertSame(Small.Parameters, read.Parameters);
        Assert.Equal(Small.Optimizer! with { Moments = [] }, read.Optimizer! with { Moments = [] });
        AssertSame(Small.Optimizer.Moments.SelectMany(All), read.Optimizer.Moments.SelectMany(All));
    }

    [Fact]
    public void The_published_checkpoint_keeps_every_value_on_its_way_through()
    {
        var published = TorchCheckpointReader.Read(TestFiles.Golden("checkpoint", "golden.pt"));
        TorchCheckpointWriter.Write(folder["a.pt"], published);

        var read = TorchCheckpointReader.Read(folder["a.pt"]);

        AssertSame(published.Parameters, read.Parameters);
        Assert.Equal(published.Optimizer! with { Moments = [] }, read.Optimizer! with { Moments = [] });
        AssertSame(published.Optimizer.Moments.SelectMany(All), read.Optimizer.Moments.SelectMany(All));
    }

    [Fact]
    public void Entries_are_stored_at_multiples_of_64_bytes()
    {
        TorchCheckpointWriter.Write(folder["a.pt"], Small);

        var bytes = File.ReadAllBytes(folder["a.pt"]);
        using var zip = ZipFile.OpenRead(folder["a.pt"]);
        foreach (var entry in zip.Entries)
        {
            var name = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(entry.FullName));
            var data = name + entry.FullName.Length + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(name - sizeof(ushort)));
            using var content = new MemoryStream();
            entry.Open().CopyTo(content);
            Assert.Equal(0, data % 64);
            Assert.Equal(content.ToArray(), bytes.AsSpan(data, (int)entry.Length).ToArray());
        }
    }

    [Fact]
    public void The_same_checkpoint_gives_the_same_bytes()
    {
        TorchCheckpointWriter.Write(folder["a.pt"], Small);
        TorchCheckpointWriter.Write(folder["b.pt"], Small);

        Assert.Equal(File.ReadAllBytes(folder["a.pt"]), File.ReadAllBytes(folder["b.pt"]));
    }

    [Theory]
    [InlineData("amsgrad", "amsgrad_", "not Adam with AMSGrad")]
    [InlineData("betas", "betas_", "not Adam with AMSGrad")]
    [InlineData("max_exp_avg_sq", "min_exp_avg_sq", "max_exp_avg_sq of 'first.weight'")]
    [InlineData("params", "params_", "not of these 2 parameters")]
    [InlineData("param_groups", "param_groupz", "no state, or more than one group")]
    [InlineData("step", "stap", "how many steps")]
    [InlineData("lr", "lR", "no learning rate")]
    public void An_optimiser_that_cannot_go_on_is_set_aside_with_the_reason(string key, string instead, string fault)
    {
        TorchCheckpointWriter.Write(folder["a.pt"], Small);
        using (var zip = ZipFile.Open(folder["a.pt"], ZipArchiveMode.Update))
        {
            var entry = zip.GetEntry("checkpoint/data.pkl")!;
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            entry.Delete();
            TorchFile.Add(zip, "checkpoint/data.pkl", Replaced(content.ToArray(), TorchFile.Text(key), TorchFile.Text(instead)));
        }

        var read = TorchCheckpointReader.Read(folder["a.pt"]);

        AssertSame(Small.Parameters, read.Parameters);
        Assert.Null(read.Optimizer);
        Assert.Contains(fault, read.OptimizerFault, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_to_the_optimisers_state_is_refused_and_not_passed_over()
    {
        TorchCheckpointWriter.Write(folder["a.pt"], Small);
        var bytes = File.ReadAllBytes(folder["a.pt"]);
        bytes[bytes.AsSpan().IndexOf(Small.Optimizer!.Moments[0].LargestSquare.Data.Span)] ^= 1;
        File.WriteAllBytes(folder["a.pt"], bytes);

        var failure = Assert.Throws<BrainDaeException>(() => TorchCheckpointReader.Read(folder["a.pt"]));

        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    private static byte[] Replaced(byte[] bytes, byte[] old, byte[] now)
    {
        var at = bytes.AsSpan().IndexOf(old);
        return [.. bytes[..at], .. now, .. bytes[(at + old.Length)..]];
    }

    private static SafetensorsTensor Tensor(string name, ImmutableArray<long> shape, float first) => new(
        name, ElementType.F32, shape, MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(i => first + i)]).ToArray());

    private static TorchMoments Moments(ImmutableArray<long> shape, float first) => new(Tensor("exp_avg", shape, first), Tensor("exp_avg_sq", shape, first + 10), Tensor("max_exp_avg_sq", shape, first + 20));

    private static IEnumerable<SafetensorsTensor> All(TorchMoments moments) => [moments.Mean, moments.Square, moments.LargestSquare];

    private static void AssertSame(IEnumerable<SafetensorsTensor> expected, IEnumerable<SafetensorsTensor> actual) => Assert.Equal(
        expected.Select(t => (t.ElementType, string.Join(',', t.Shape), Convert.ToHexString(t.Data.Span))),
        actual.Select(t => (t.ElementType, string.Join(',', t.Shape), Convert.ToHexString(t.Data.Span))));
}
