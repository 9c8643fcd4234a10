using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti;
using BrainDae.Phantom;

namespace BrainDae.Cli.Tests;

/// <summary>Eight small synthetic patients, made once and written as BraTS2021 does.</summary>
internal static class SyntheticCohort
{
    public const int Count = 8;

    private static readonly Lazy<ImmutableArray<PhantomPatient>> Made = new(() =>
        [.. Enumerable.Range(0, Count).Select(i => PhantomGenerator.Generate(PhantomOptions.ForShape(32, 32, 20) with { LesionVolume = (15, 60) }, i))]);

    public static ImmutableArray<PhantomPatient> Patients => Made.Value;

    public static string Name(int patient) => Patients[patient].Name;

    /// <summary>Writes the first patients under a folder and gives the folder.</summary>
    public static string Write(string source, int count = Count)
    {
        for (var i = 0; i < count; i++)
        {
            WritePatient(source, i, Name(i));
        }

        return source;
    }

    public static void WritePatient(string source, int patient, string name)
    {
        foreach (var modality in Modalities.Brats)
        {
            NiftiWriter.Write(Scan(source, name, modality), Patients[patient][modality]);
        }

        NiftiWriter.Write(Path.Combine(source, name, $"{name}_seg.nii.gz"), Patients[patient].Segmentation);
    }

    public static string Scan(string source, string name, Modality modality) =>
        Path.Combine(source, name, $"{name}_{modality.Name}.nii.gz");
}
