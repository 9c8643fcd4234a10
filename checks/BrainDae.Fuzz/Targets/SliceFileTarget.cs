using System.Collections.Immutable;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Fuzz.Targets;

/// <summary>A patient's slices, all of them read.</summary>
public sealed class SliceFileTarget : IFuzzTarget
{
    public string Name => "slices";

    public ImmutableArray<string> Covers => ["PatientSliceFile.Open", "Modalities.Parse"];

    public ImmutableArray<byte[]> Seeds() => [Seed(ElementType.F32, labelled: true), Seed(ElementType.F16, labelled: false)];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random)
    {
        var changed = SafetensorsMutator.Mutate(input, other, random);
        return random.NextInt(4) == 0 ? changed : Seal.Slices(changed);
    }

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        using var file = PatientSliceFile.Open(scratch.Write("patient.safetensors", input));
        for (var slice = 0; slice < file.Count; slice++)
        {
            file.IsHealthy(slice, HealthyRule.Resized);
            file.IsHealthy(slice, HealthyRule.Native);
            file.Lesion(slice);
        }

        _ = (file.Name, file.ContentSha256, file.IsIntact());
        file.ToPatientSlices();
        return true;
    }

    /// <summary>A patient of two slices of 4 by 4 pixels.</summary>
    internal static PatientSlices Patient(string name, bool labelled) => new()
    {
        Name = name,
        Size = 4,
        SliceIndices = [3, 4],
        Images = new float[2 * 4 * 4 * 4],
        Lesion = labelled ? new byte[2 * 4 * 4] : default,
        NativeLesionVoxels = labelled ? [0, 0] : [],
        IntensityScale = [1, 2, 3, 4],
        NativeGeometry = VolumeGeometry.Unit(8, 8, 6),
        Inputs = [new("flair", "00"), new("t1", "11")],
    };

    private static byte[] Seed(ElementType type, bool labelled) => SeedFile.In("slices/P.safetensors", folder =>
        SliceStoreWriter.Write(folder, Patient("P", labelled), new() { ImageType = type, PreprocessingJson = """{"size":4}""" }));
}
