using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using BrainDae.Data.Formats;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.Files;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Data.Tests.Formats;

public sealed class TorchCheckpointReaderTests : IDisposable
{
    private static readonly byte[] SixBytes = [10, 11, 12, 13, 14, 15];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_tensor_of_the_published_implementations_checkpoint_is_read_bit_for_bit()
    {
        var tensors = TorchCheckpointReader.Read(TestFiles.Golden("checkpoint", "golden.pt")).Parameters.ToImmutableSortedDictionary(p => p.Name, p => p, StringComparer.Ordinal);
        var files = Directory.GetFiles(TestFiles.Golden("unet", "after5"), "*.npy");
        Assert.Equal(files.Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal), tensors.Keys);
        foreach (var (name, tensor) in tensors)
        {
            var npy = File.ReadAllBytes(TestFiles.Golden("unet", "after5", $"{name}.npy"));
            Assert.Equal(ElementType.F32, tensor.ElementType);
            Assert.Equal(Npy.Parse(npy).Shape.Select(axis => (long)axis), tensor.Shape);
            Assert.Equal(npy.AsSpan(10 + BitConverter.ToUInt16(npy, 8)), tensor.Data.Span);
        }
    }

    [Fact]
    public void A_plain_state_dict_is_read()
    {
        var tensor = Single(TorchFile.StateDict(("a", TorchFile.Tensor("ByteStorage", "0", 6, 2, [2, 2], [2, 1]))));
        Assert.Equal(("a", ElementType.U8), (tensor.Name, tensor.ElementType));
        Assert.Equal([2L, 2L], tensor.Shape);
        Assert.Equal([12, 13, 14, 15], tensor.Data.ToArray());
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 1, 2 }, 0, new byte[] { 10, 12, 14, 11, 13, 15 })]
    [InlineData(new[] { 3 }, new[] { 2 }, 1, new byte[] { 11, 13, 15 })]
    [InlineData(new[] { 2, 2 }, new[] { 0, 1 }, 4, new byte[] { 14, 15, 14, 15 })]
    [InlineData(new[] { 1, 2 }, new[] { 99, 1 }, 0, new byte[] { 10, 11 })]
    [InlineData(new int[0], new int[0], 5, new byte[] { 15 })]
    [InlineData(new[] { 0, 3 }, new[] { 3, 1 }, 0, new byte[0])]
    public void Strides_and_offset_are_honoured(int[] shape, int[] strides, int offset, byte[] expected) =>
        Assert.Equal(expected, Single(TorchFile.StateDict(("a", TorchFile.Tensor("ByteStorage", "0", 6, offset, shape, strides)))).Data.ToArray());

    [Fact]
    public void Strides_count_elements_not_bytes() =>
        Assert.Equal([10, 11, 14, 15], Single(TorchFile.StateDict(("a", TorchFile.Tensor("HalfStorage", "0", 3, 0, [2], [2])))).Data.ToArray());

    [Fact]
    public void The_model_is_found_beside_other_entries_which_are_not_looked_into()
    {
        byte[] exploit = [.. TorchFile.Global("os", "system"), .. "("u8, .. TorchFile.Text($"touch {folder["executed"]}"), .. "tR"u8];
        var pickle = TorchFile.StateDict(
            ("optimiser_state_dict", exploit),
            ("model_state_dict", TorchFile.Dictionary(("a", TorchFile.Tensor("ByteStorage", "0", 6, 0, [1], [1])))));
        Assert.Equal([10], Single(pickle).Data.ToArray());
        Assert.False(File.Exists(folder["executed"]));
    }

    [Fact]
    public void State_of_training_is_read_beside_the_model()
    {
        var checkpoint = TorchCheckpointReader.Read(TestFiles.Golden("checkpoint", "golden.pt"));
        var optimizer = checkpoint.Optimizer!;
        Assert.Equal((3, 96, 0.0123), (checkpoint.Epochs, checkpoint.Iterations, checkpoint.Value));
        Assert.Equal((1e-4, 1e-4, 1e-5, 5), (optimizer.LearningRate, optimizer.InitialLearningRate, optimizer.WeightDecay, optimizer.Steps));
        Assert.Equal(checkpoint.Parameters.Select(p => string.Join(',', p.Shape)), optimizer.Moments.Select(m => string.Join(',', m.LargestSquare.Shape)));
    }

    [Fact]
    public void The_older_form_is_read()
    {
        var checkpoint = TorchCheckpointReader.Read(TestFiles.Golden("checkpoint", "older_form.pt"));
        Assert.Equal(["a", "b", "c"], checkpoint.Parameters.Select(p => p.Name));
        Assert.Equal([0f, 1, 2, 3, 4, 5], MemoryMarshal.Cast<byte, float>(checkpoint.Parameters[0].Data.Span).ToArray());
        Assert.Equal([0f, 3, 1, 4, 2, 5], MemoryMarshal.Cast<byte, float>(checkpoint.Parameters[1].Data.Span).ToArray());
        Assert.Equal([7L, -8], MemoryMarshal.Cast<byte, long>(checkpoint.Parameters[2].Data.Span).ToArray());
        Assert.Equal(2, checkpoint.Epochs);
    }

    [Fact]
    public void The_older_form_cut_short_anywhere_is_refused()
    {
        var whole = File.ReadAllBytes(TestFiles.Golden("checkpoint", "older_form.pt"));
        for (var length = 0; length < whole.Length; length++)
        {
            var path = Save(whole[..length]);
            Assert.Equal(FailureKind.InvalidInput, Assert.Throws<BrainDaeException>(() => TorchCheckpointReader.Read(path)).Kind);
        }
    }

    [Theory]
    [InlineData("ByteStorage", 6, 0, new[] { 7 }, new[] { 1 }, "not within its storage")]
    [InlineData("ByteStorage", 6, 3, new[] { 2, 2 }, new[] { 2, 1 }, "not within its storage")]
    [InlineData("ByteStorage", 6, -1, new[] { 2 }, new[] { 1 }, "not within its storage")]
    [InlineData("ByteStorage", 6, 0, new[] { -1, -2 }, new[] { 1, 1 }, "not within its storage")]
    [InlineData("ByteStorage", 6, 5, new[] { 2 }, new[] { -1 }, "not within its storage")]
    [InlineData("ByteStorage", 6, 0, new[] { 2, 2 }, new[] { 1 }, "not within its storage")]
    [InlineData("ByteStorage", 6, 0, new[] { int.MaxValue, int.MaxValue, int.MaxValue }, new[] { 0, 0, 0 }, "not within its storage")]
    [InlineData("ByteStorage", 5, 0, new[] { 2 }, new[] { 1 }, "not 5 elements")]
    [InlineData("QInt8Storage", 6, 0, new[] { 2 }, new[] { 1 }, "unknown kind")]
    public void A_tensor_that_its_storage_does_not_hold_is_refused(string type, int count, int offset, int[] shape, int[] strides, string fault) =>
        Refused(TorchFile.Archive(TorchFile.StateDict(("a", TorchFile.Tensor(type, "0", count, offset, shape, strides))), ("0", SixBytes)), fault);

    [Fact]
    public void What_is_no_state_dict_is_refused_with_the_reason()
    {
        var tensor = TorchFile.Tensor("ByteStorage", "0", 6, 0, [6], [1]);
        Refused([1, 2, 3], "not a PyTorch checkpoint");
        Refused(Pickle([0x80, 2, .. "]."u8]), "no dictionary");
        Refused(Pickle(TorchFile.StateDict(("epoch", [(byte)'K', 1]))), "no entry model_state_dict");
        Refused(Pickle(TorchFile.StateDict(("model_state_dict", [(byte)'N']))), "model_state_dict is no dictionary");
        Refused(Pickle(TorchFile.StateDict(("a", tensor), ("b", [(byte)'N']))), "b is no plain tensor");
        Refused(Pickle(TorchFile.StateDict(("a", tensor), ("a", tensor))), "twice");
        Refused(TorchFile.Archive(TorchFile.StateDict(("a", tensor))), "lacks the storage 0");
        Refused(Pickle([0x80, 2, (byte)'I', (byte)'1', (byte)'\n', (byte)'.']), "operation 0x49");
        Refused(Pickle([0x80, 2, (byte)'X', 255, 255, 255, 255, (byte)'.']), "ends too early");
        Refused(Pickle([(byte)'t', (byte)'.']), "more values than it has");
        Refused(Pickle([(byte)'h', 0, (byte)'.']), "refers to a value");
    }

    [Theory]
    [InlineData(new byte[0], 0L)]
    [InlineData(new byte[] { 0x7f }, 127L)]
    [InlineData(new byte[] { 0x80, 0 }, 128L)]
    [InlineData(new byte[] { 0x80 }, -128L)]
    [InlineData(new byte[] { 0x7f, 0x80 }, -32641L)]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 0x88 }, unchecked((long)0x8807060504030201))]
    public void A_long_integer_is_read_with_its_sign(byte[] bytes, long expected) =>
        Assert.Equal(expected, new PickleCursor(bytes).Long((byte)bytes.Length));

    [Theory]
    [InlineData("}(K\u0001e.")]
    [InlineData("}K\u0001a.")]
    public void Appending_to_something_else_than_a_list_is_refused(string pickle) =>
        Refused(Pickle(System.Text.Encoding.ASCII.GetBytes(pickle)), "appends to something else than a list");

    [Fact]
    public void A_compressed_archive_is_refused_so_that_a_small_file_stays_small()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            TorchFile.Add(zip, "m/data.pkl", new byte[100_000], CompressionLevel.Optimal);
        }

        Refused(stream.ToArray(), "compressed");
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal(FailureKind.MissingInput, Assert.Throws<BrainDaeException>(() => TorchCheckpointReader.Read(folder["none.pt"])).Kind);

    [Fact]
    public void A_damaged_checkpoint_is_read_or_refused_but_nothing_else()
    {
        var pickle = TorchFile.StateDict(
            ("a", TorchFile.Tensor("ByteStorage", "0", 6, 0, [2, 3], [1, 2])), ("b", TorchFile.Tensor("HalfStorage", "0", 3, 1, [2], [1])));
        Gen.OneOf(Damage.To(pickle).Select(p => TorchFile.Archive(p, ("0", SixBytes))), Damage.To(Pickle(pickle))).Sample(
            bytes =>
            {
                try
                {
                    return TorchCheckpointReader.Read(Save(bytes)).Parameters.Sum(t => t.Data.Length) <= 2 * bytes.Length;
                }
                catch (BrainDaeException e)
                {
                    return e.Kind == FailureKind.InvalidInput;
                }
            },
            iter: 3000, threads: 1);
    }

    private static byte[] Pickle(byte[] pickle) => TorchFile.Archive(pickle, ("0", SixBytes));

    private SafetensorsTensor Single(byte[] pickle) => Assert.Single(TorchCheckpointReader.Read(Save(Pickle(pickle))).Parameters);

    private void Refused(byte[] bytes, string fault)
    {
        var path = Save(bytes);
        var failure = Assert.Throws<BrainDaeException>(() => TorchCheckpointReader.Read(path));
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
    }

    private string Save(byte[] bytes)
    {
        var path = folder["checkpoint.pt"];
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
