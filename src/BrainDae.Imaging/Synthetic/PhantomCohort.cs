using BrainDae.Imaging.Datasets;
using BrainDae.Imaging.Volumes;

namespace BrainDae.Imaging.Synthetic;

/// <summary>Writes synthetic patients as a BraTS2021 cohort: FOLDER/NAME/NAME_{flair,t1,t1ce,t2,seg}.nii.gz.</summary>
public static class PhantomCohort
{
    /// <summary>Generates and writes patients in parallel; what is written depends on the options alone.</summary>
    public static void Write(string folder, PhantomOptions options, int patients, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Parallel.For(0, patients, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var patient = Phantom.Generate(options, i);
            foreach (var modality in Modalities.All)
            {
                NiftiWriter.Write(Path.Combine(folder, patient.Name, $"{patient.Name}_{modality.Suffix}.nii.gz"), patient[modality]);
            }

            NiftiWriter.Write(Path.Combine(folder, patient.Name, $"{patient.Name}_seg.nii.gz"), patient.Segmentation);
        });
    }
}
