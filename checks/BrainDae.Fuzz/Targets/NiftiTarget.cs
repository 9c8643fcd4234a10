using System.Collections.Immutable;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Fuzz.Targets;

/// <summary>Single .nii files: header, voxels, everything that follows from the header, and the hash of the file.</summary>
public sealed class NiftiTarget : IFuzzTarget
{
    public string Name => "nifti";

    public ImmutableArray<string> Covers => ["NiftiReader.Read", "NiftiReader.ReadGeometry", "NiftiContent.Hash"];

    public ImmutableArray<byte[]> Seeds() => [.. NiftiSample.All.Select(sample => sample.File())];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random) => NiftiMutator.Mutate(input, other, random);

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        var path = scratch.Write("image.nii", input);
        NiftiReader.ReadGeometry(path);
        Use(NiftiReader.Read(path));
        NiftiContent.Hash(path);
        return true;
    }

    /// <summary>Asks a volume for everything that later steps ask it for.</summary>
    public static void Use(Volume volume)
    {
        Span<double> one = stackalloc double[1];
        volume.CopyValues(volume.Bytes.Length / volume.VoxelType.Size - 1, one);
        var geometry = volume.Geometry;
        _ = geometry.Disagreement;
        if (geometry.Fault is null && geometry.Shape.Length >= 3 && geometry.Shape[3..].All(size => size == 1))
        {
            LpsOrder.Of(geometry).ToLps(volume);
        }
    }
}
