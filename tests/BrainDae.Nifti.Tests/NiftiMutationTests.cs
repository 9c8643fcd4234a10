using System.Diagnostics;
using BrainDae.Files;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Nifti.Tests;

/// <summary>Damaged files: each is read or refused, soon and within the memory that its length justifies.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class NiftiMutationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, false)]
    [InlineData(1, false, true)]
    [InlineData(2, true, true)]
    public void A_damaged_file_is_read_or_refused(int version, bool bigEndian, bool gzip)
    {
        var file = new NiftiBytes { Version = version, BigEndian = bigEndian, Dim = [3, 5, 4, 3, 1, 1, 1, 1], QformCode = 1 };
        var plain = file.File([.. Enumerable.Range(0, 120).Select(i => (byte)i)]);
        var bytes = gzip ? NiftiBytes.Gzip(plain) : plain;
        var path = folder[gzip ? "a.nii.gz" : "a.nii"];
        var (read, refused) = (0, 0);
        ReadOrRefuse(path, bytes);

        Mutations(bytes).Sample(
            damaged =>
            {
                var started = Stopwatch.GetTimestamp();
                var before = GC.GetAllocatedBytesForCurrentThread();
                var success = ReadOrRefuse(path, damaged);
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.InRange(allocated, 0, 300_000 + damaged.Length * (gzip ? 1032 : 1));
                Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
                _ = success ? read++ : refused++;
            },
            iter: 3000, threads: 1);

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    private static Gen<byte[]> Mutations(byte[] bytes)
    {
        var change =
            from at in Gen.Int[0, bytes.Length - 1]
            from kind in Gen.Int[0, 4]
            from value in Gen.Byte
            from length in Gen.Int[1, 40]
            select (at, kind, value, length);
        return change.Array[1, 4].Select(changes => changes.Aggregate(bytes, Apply));
    }

    private static byte[] Apply(byte[] bytes, (int At, int Kind, byte Value, int Length) change)
    {
        var at = Math.Min(change.At, bytes.Length);
        var end = Math.Min(at + change.Length, bytes.Length);
        switch (change.Kind)
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. Enumerable.Repeat(change.Value, change.Length), .. bytes[at..]];
            case 2:
                return [.. bytes[..at], .. bytes[end..]];
            default:
                // Headers are mostly where a change matters, so flips are the most frequent.
                var flipped = (byte[])bytes.Clone();
                if (at < flipped.Length)
                {
                    flipped[at] = change.Value;
                }

                return flipped;
        }
    }

    private static bool ReadOrRefuse(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        try
        {
            var volume = NiftiReader.Read(path);
            _ = volume.Geometry.Affine;
            return true;
        }
        catch (BrainDaeException e)
        {
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
            return false;
        }
    }
}
