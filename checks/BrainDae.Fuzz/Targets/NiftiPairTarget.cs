using System.Collections.Immutable;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;
using BrainDae.Nifti;

namespace BrainDae.Fuzz.Targets;

/// <summary>.hdr/.img pairs. An input is both files, one after the other: the header has the size of its version.</summary>
public sealed class NiftiPairTarget : IFuzzTarget
{
    public string Name => "nifti-pair";

    public ImmutableArray<string> Covers => ["NiftiReader.Read", "NiftiContent.Hash"];

    public ImmutableArray<byte[]> Seeds() =>
        [.. NiftiSample.All.Select(sample => sample with { Pair = true }).Select(sample => (byte[])[.. sample.Header(), .. sample.Voxels()])];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random) => NiftiMutator.Mutate(input, other, random);

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        var header = Math.Min(input.Length, NiftiFields.IsNifti2(input) ? NiftiFields.Nifti2Size : NiftiFields.Nifti1Size);
        var path = scratch.Write("image.hdr", input.AsSpan(0, header));
        scratch.Write("image.img", input.AsSpan(header));
        NiftiTarget.Use(NiftiReader.Read(path));
        NiftiContent.Hash(path);
        return true;
    }
}
