using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using BrainDae.Data.Formats.NumPy;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Targets;

/// <summary>NumPy's .npz files: mostly an array is changed and the archive written anew around it.</summary>
public sealed class NpzTarget : IFuzzTarget
{
    private const int Longest = 1 << 14;

    private static readonly ByteMutator Archive = new([0x50, 0x4b, 1, 2], [0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6], [8, 0], "x.npy"u8.ToArray());
    private static readonly ByteMutator Array = new(
        [.. new[] { "'descr': '", "<f8", "|O", ">f4", "'fortran_order': True", "False", "'shape': (", "(), }", "2147483647, ", "0, ", "-1, ", "1, ", "3, ", "\n" }.Select(Encoding.ASCII.GetBytes)]);

    public string Name => "npz";

    public ImmutableArray<string> Covers => ["NpzFile.Read"];

    public ImmutableArray<byte[]> Seeds() =>
    [
        StoredZip.Write([("x.npy", Npy("<f8", "(1, 2, 3)", 48)), ("y.npy", Npy("|b1", "(6,)", 6))]),
        StoredZip.Write([("x.npy", Npy("<f2", "()", 2)), ("y.npy", Npy("<i8", "(0, 3)", 0))]),
        Deflated(Npy("<i2", "(3, 1, 2)", 12, fortran: true)),
    ];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random)
    {
        if (random.NextInt(4) == 0 || StoredZip.Read(input) is not { Count: > 0 } entries)
        {
            return Archive.Mutate(input, other, random);
        }

        var at = random.NextInt(entries.Count);
        entries[at] = (entries[at].Name, Array.Mutate(entries[at].Bytes, entries[random.NextInt(entries.Count)].Bytes, random));
        return StoredZip.Write(entries);
    }

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        foreach (var array in new NpzFile(Longest).Read(scratch.Write("slice.npz", input), "x", "y"))
        {
            ResultCheck.Require(array);
        }

        return true;
    }

    /// <summary>An entry may inflate to the bound, whatever it is told to be.</summary>
    public long InflatedLength(byte[] input) => input.Length + (2 * Longest);

    private static byte[] Npy(string descr, string shape, int bytes, bool fortran = false)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header, .. new byte[bytes]];
    }

    private static byte[] Deflated(byte[] npy)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["x.npy", "y.npy"])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(npy);
            }
        }

        return stream.ToArray();
    }
}
