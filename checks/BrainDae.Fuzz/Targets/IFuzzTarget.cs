using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Targets;

/// <summary>One reader of files that strangers may give us. Every class that implements this is found by itself.</summary>
public interface IFuzzTarget
{
    /// <summary>Names the target on the command line and in results.</summary>
    string Name { get; }

    /// <summary>The public methods that it reaches, as Type.Method.</summary>
    ImmutableArray<string> Covers { get; }

    /// <summary>Small valid inputs, at least one.</summary>
    ImmutableArray<byte[]> Seeds();

    /// <summary>A changed input. Checksums that would refuse every change are mostly made to fit again.</summary>
    /// <param name="input">Is left as it is.</param>
    /// <param name="other">Another input of the corpus.</param>
    /// <param name="random">Decides; nothing else may.</param>
    byte[] Mutate(byte[] input, byte[] other, RandomStream random);

    /// <summary>Reads an input, and everything in it that is read later only.</summary>
    /// <returns>Whether it was accepted.</returns>
    /// <exception cref="BrainDaeException">It was refused.</exception>
    bool Read(byte[] input, ScratchFolder scratch);

    /// <summary>Bytes that an input has once it is no longer compressed: memory may follow them, not what a header claims.</summary>
    long InflatedLength(byte[] input) => input.Length;

    /// <summary>Whether the first bytes of a valid input may be a valid input themselves. In most formats none are.</summary>
    /// <param name="seed">One of <see cref="Seeds"/>.</param>
    /// <param name="length">How many bytes are left.</param>
    bool MayBeWhole(byte[] seed, int length) => false;
}
