using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Plausibility;
using BrainDae.Nifti;
using BrainDae.Nifti.Volumes;
using BrainDae.Phantom;
using BrainDae.TestData;

namespace BrainDae.Method.Tests.Plausibility;

/// <summary>Synthetic patients as a model knows them, and others to spoil, 64 x 64 x 36 voxels.</summary>
internal static class PhantomScans
{
    private const int KnownPatients = 8;

    private static readonly PhantomOptions Options = PhantomOptions.ForShape(64, 64, 36);

    private static readonly Lazy<KnownScans> Lazily = new(() => KnownScans.Of([.. Enumerable.Range(0, KnownPatients).Select(i => TraitMeasurement.Of(Slices(Generate(i)))!)]));

    /// <summary>What a model knows that saw the first eight patients.</summary>
    public static KnownScans Known => Lazily.Value;

    /// <summary>The scans of a patient that it does not know.</summary>
    public static ImmutableArray<Volume> Unknown(int patient) => Generate(KnownPatients + patient);

    /// <summary>Preprocesses scans as a user's are.</summary>
    public static PatientSlices Slices(ImmutableArray<Volume> scans)
    {
        using var folder = new TemporaryFolder();
        var files = scans.Index().Select(scan =>
        {
            NiftiWriter.Write(folder[$"{scan.Index}.nii"], scan.Item);
            return folder[$"{scan.Index}.nii"];
        });
        return PatientPreprocessor.Run(PatientFiles.Of("P", Modalities.Brats, files.ToArray()), new() { Size = 64 });
    }

    /// <summary>Scans with other voxels; told each voxel's value and index.</summary>
    public static Volume Changed(Volume scan, Func<short, int, double> change)
    {
        var values = scan.Stored<short>().ToArray();
        return Volume.Create<float>(scan.Geometry, [.. values.Select((value, i) => (float)change(value, i))]);
    }

    /// <summary>The scans in which every voxel is noise.</summary>
    public static ImmutableArray<Volume> Noise(ImmutableArray<Volume> scans, bool withinBrain)
    {
        var random = new RandomStream(1);
        return [.. scans.Select(scan => Changed(scan, (value, _) => value > 0 || !withinBrain ? 1000 * Math.Abs(random.NextNormal()) : 0))];
    }

    private static ImmutableArray<Volume> Generate(int patient) => PhantomGenerator.Generate(Options, patient).Scans;
}
