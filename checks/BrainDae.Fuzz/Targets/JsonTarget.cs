using System.Collections.Immutable;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Targets;

/// <summary>What targets that read JSON have in common.</summary>
public abstract class JsonTarget : IFuzzTarget
{
    private static readonly ByteMutator Bytes = new("\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), "\\n"u8.ToArray(), "null"u8.ToArray(), [0xff], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf]);

    public abstract string Name { get; }

    public abstract ImmutableArray<string> Covers { get; }

    public abstract ImmutableArray<byte[]> Seeds();

    public abstract bool Read(byte[] input, ScratchFolder scratch);

    /// <summary>Whether the file ends in a checksum of itself.</summary>
    protected virtual bool IsSealed => true;

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random)
    {
        if (!IsSealed || random.NextInt(8) == 0)
        {
            return Change(input, other, random);
        }

        return Close(Change(Open(input), Open(other), random));
    }

    /// <summary>Changes what is in a file.</summary>
    protected virtual byte[] Change(byte[] input, byte[] other, RandomStream random) =>
        random.NextInt(4) == 0 ? Bytes.Mutate(input, other, random) : JsonMutator.Mutate(input, other, random);

    /// <summary>A file without its checksums.</summary>
    protected virtual byte[] Open(byte[] file) => Seal.OpenFile(file);

    /// <summary>A file with checksums that fit.</summary>
    protected virtual byte[] Close(byte[] content) => Seal.CloseFile(content);

    public virtual long InflatedLength(byte[] input) => input.Length;

    /// <summary>White space at the end says nothing.</summary>
    public virtual bool MayBeWhole(byte[] seed, int length) => seed.AsSpan(length).IndexOfAnyExcept(" \n\r\t"u8) < 0;
}
