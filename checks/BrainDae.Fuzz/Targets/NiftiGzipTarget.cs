using System.Collections.Immutable;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;
using BrainDae.Nifti;

namespace BrainDae.Fuzz.Targets;

/// <summary>.nii.gz files: mostly changed inside and compressed again, so that the checksum fits; else changed as they are.</summary>
public sealed class NiftiGzipTarget : IFuzzTarget
{
    private static readonly ByteMutator Compressed = new([0x1f, 0x8b], [0x1f, 0x8b, 8], GzipBytes.Deflate([]), GzipBytes.Deflate("brain-dae:gz-end"u8));

    public string Name => "nifti-gz";

    public ImmutableArray<string> Covers => ["NiftiReader.Read", "NiftiReader.ReadGeometry"];

    public ImmutableArray<byte[]> Seeds() => [.. NiftiSample.All.Select(sample => GzipBytes.Deflate(sample.File()))];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random) => random.NextInt(2) == 0
        ? Compressed.Mutate(input, other, random)
        : GzipBytes.Deflate(NiftiMutator.Mutate(GzipBytes.Inflate(input), GzipBytes.Inflate(other), random));

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        NiftiTarget.Use(NiftiReader.Read(scratch.Write("image.nii.gz", input)));
        return true;
    }

    public long InflatedLength(byte[] input) => Math.Max(input.Length, GzipBytes.Inflate(input).Length);
}
