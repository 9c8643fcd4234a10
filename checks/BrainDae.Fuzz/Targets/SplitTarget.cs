using System.Collections.Immutable;
using BrainDae.Data.Splits;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Targets;

/// <summary>The three files of a split. An input is all of them, with a record separator (0x1E) between two.</summary>
public sealed class SplitTarget : IFuzzTarget
{
    private const byte Separator = 0x1e;

    private static readonly ImmutableArray<string> Files = ["train.txt", "val.txt", "test.txt"];
    private static readonly ByteMutator Bytes = new("\n"u8.ToArray(), "\r\n"u8.ToArray(), "P1\n"u8.ToArray(), "\0"u8.ToArray(), [Separator], [0xff, 0xfe], [0xef, 0xbb, 0xbf], [0xc2, 0x85], [0xe2, 0x80, 0xa8]);

    public string Name => "split";

    public ImmutableArray<string> Covers => ["SplitFiles.Read", "SplitFiles.ReadOrDraw"];

    public ImmutableArray<byte[]> Seeds() => [[.. "P1\nP2\n"u8, Separator, .. "P3\n"u8, Separator, .. "P4\nP5\n"u8]];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random) => Bytes.Mutate(input, other, random);

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        var rest = input.AsSpan();
        foreach (var file in Files)
        {
            var end = rest.IndexOf(Separator);
            scratch.Write(file, end < 0 ? rest : rest[..end]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        var split = SplitFiles.ReadOrDraw(scratch.Path, []);
        ResultCheck.Require(split);
        CohortSplit.ContentHash(split.Train);
        return true;
    }

    /// <summary>Fewer patients are a split as well.</summary>
    public bool MayBeWhole(byte[] seed, int length) => true;
}
