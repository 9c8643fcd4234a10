using System.Runtime.InteropServices;
using BrainDae.Evaluation.Scratch;
using BrainDae.Files;
using BrainDae.Imaging.Randomness;
using BrainDae.Metrics.Pixels;
using BrainDae.TestData;

namespace BrainDae.Evaluation.Tests.Scratch;

public sealed class ScratchFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Patients_come_back_as_they_were_stored()
    {
        var patients = Enumerable.Range(0, 9).Select(i => Scores(i, 1000 + i)).ToArray();
        using var file = new ScratchFile(folder.Path, need: 0);
        var stored = new StoredPatient[patients.Length];
        Parallel.For(0, patients.Length, i => stored[i] = StoredPatient.Store(file, Distribution(patients[i]), patients[i]));

        foreach (var (scores, patient) in patients.Zip(stored))
        {
            Assert.Equal(MemoryMarshal.AsBytes(scores.AsSpan()).ToArray(), MemoryMarshal.AsBytes(patient.Scores().AsSpan()).ToArray());
            Assert.Equal(Distribution(scores).Counts, patient.Counts.ToArray());
            Assert.Equal(Distribution(scores).Above(0.2), patient.Above(0.2));
        }
    }

    [Fact]
    public void Negative_zeros_and_infinities_survive_and_zeros_take_a_bit()
    {
        float[] scores = [0, -0f, float.PositiveInfinity, float.Epsilon, .. new float[28]];
        var packed = SparseScores.Pack(scores);

        Assert.Equal(4 + 3 * 4, packed.Length);
        Assert.Equal(scores.Select(BitConverter.SingleToInt32Bits), SparseScores.Unpack(packed, scores.Length).Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void A_patient_of_BraTS_takes_at_most_4_MB()
    {
        const int Slices = 140;
        const int Size = 128;
        var random = new RandomStream(1);
        var scores = new float[Slices * Size * Size];
        for (var i = 0; i < scores.Length; i++)
        {
            var (x, y) = (i / Size % Size - 64, i % Size - 64);
            scores[i] = x * x / (36.0 * 36) + y * y / (46.0 * 46) < 1 ? (float)Math.Abs(random.NextNormal()) : 0;
        }

        using var file = new ScratchFile(folder.Path, need: 0);
        StoredPatient.Store(file, Distribution(scores), scores);

        Assert.InRange(file.Length, 1, 4_000_000);
        Assert.InRange(StoredPatient.Need(scores.Length, 1, 1, keepsScores: true), file.Length, 4_600_000);
    }

    [Fact]
    public void A_full_disk_is_refused_before_anything_is_stored()
    {
        var failure = Assert.Throws<BrainDaeException>(() => new ScratchFile(folder["results"], need: 3 << 20, _ => 1 << 20));

        Assert.Equal(FailureKind.OutputNotWritable, failure.Kind);
        Assert.Contains($"{folder["results"]}: 1 MB are free there", failure.Message, StringComparison.Ordinal);
        Assert.Contains("about 3 MB", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Free disk space or choose another folder", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder["results"]));
    }

    [Fact]
    public void Only_the_owner_can_read_it_and_no_end_of_the_process_leaves_it_behind()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps the name until the file is closed");
            return;
        }

        using var file = new ScratchFile(folder.Path, need: 0);
        file.Add(new byte[100]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Handle));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static float[] Scores(int seed, int count)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < 0.6 ? 0 : (float)random.NextNormal())];
    }

    private static ScoreDistribution Distribution(float[] scores) => ScoreHistogram.Of(scores, scores.Select(s => s > 0.5 ? (byte)1 : (byte)0).ToArray()).ToDistribution();
}
