using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using BrainDae.Data.Formats.NumPy;
using BrainDae.Files;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Evaluation;

/// <summary>
/// How many lesion and healthy pixels of each patient have each score: enough to compute average precision and Dice at any
/// threshold again, over any choice of patients, and so to compare two evaluations patient by patient. A .npz file with an
/// array "SCORE/PATIENT" of 32-bit integers, [3, n], of the half-precision scores that occur, in ascending order: the bits of
/// each less those of the one before, which compresses to less than half; number of lesion pixels; number of healthy ones.
/// </summary>
internal static class ScoreCountsFile
{
    private const int Rows = 3;
    private const int LongestArray = 128 + Rows * sizeof(int) * (ushort.MaxValue + 1);

    /// <summary>The time that every entry bears, so that equal counts are equal files.</summary>
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the counts of some scores.</summary>
    /// <returns>Hash of the file.</returns>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static string Write(string path, IEnumerable<ScoredSplit> scores)
    {
        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var score in scores)
            {
                foreach (var patient in score.Patients)
                {
                    var entry = zip.CreateEntry($"{score.Score.Name}/{patient.Name}.npy", CompressionLevel.SmallestSize);
                    entry.LastWriteTime = EntryTime;
                    using var content = entry.Open();
                    content.Write(Array(patient.Stored.Counts.Span));
                }
            }
        });
        return FileHash.Of(path);
    }

    /// <summary>Reads one patient's counts under one score.</summary>
    /// <exception cref="BrainDaeException">There is no such file, score or patient, or it is damaged.</exception>
    public static ScoreDistribution Read(string path, string score, string patient)
    {
        var values = new NpzFile(LongestArray).Read(path, $"{score}/{patient}")[0].Values;
        var n = values.Length / Rows;
        var counts = ImmutableArray.CreateBuilder<ScoreCount>(n);
        var bits = 0.0;
        for (var i = 0; i < n; i++)
        {
            bits += values[i];
            counts.Add(new(BitConverter.UInt16BitsToHalf((ushort)bits), (long)values[n + i], (long)values[2 * n + i]));
        }

        return new(counts.MoveToImmutable());
    }

    private static byte[] Array(ReadOnlySpan<ScoreCount> counts)
    {
        var header = Header(counts.Length);
        var file = new byte[header.Length + Rows * sizeof(int) * counts.Length];
        header.CopyTo(file, 0);
        var values = MemoryMarshal.Cast<byte, int>(file.AsSpan(header.Length));
        var before = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var bits = BitConverter.HalfToUInt16Bits(counts[i].Score);
            values[i] = bits - before;
            before = bits;
            values[counts.Length + i] = checked((int)counts[i].Lesion);
            values[2 * counts.Length + i] = checked((int)counts[i].Healthy);
        }

        return file;
    }

    /// <summary>Magic, version 1.0, length of the text, and the text, which ends the header at a multiple of 64 bytes.</summary>
    private static byte[] Header(int count)
    {
        const int Length = 128;
        var text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<i4', 'fortran_order': False, 'shape': ({Rows}, {count}), }}");
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(start.AsSpan(8), (ushort)(Length - start.Length));
        return [.. start, .. Encoding.ASCII.GetBytes(text.PadRight(Length - start.Length - 1) + "\n")];
    }
}
