using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Masks;

namespace BrainDae.Experiments.Scores;

/// <summary>Typical intensities of a patient.</summary>
internal static class BrainMedians
{
    /// <summary>Median over the foreground of all slices.</summary>
    public static double Of(PatientSliceFile patient, Modality modality) =>
        Quantile(patient, Enumerable.Range(0, patient.Count), modality, 0.5);

    /// <summary>A quantile of FLAIR in the foreground of a patient's healthy slices, as a multiple of its median in the brain.</summary>
    public static double HealthyFlair(PatientSliceFile patient, HealthyRule rule, double quantile) =>
        Quantile(patient, Enumerable.Range(0, patient.Count).Where(slice => patient.IsHealthy(slice, rule)), Modality.Flair, quantile) / Of(patient, Modality.Flair);

    private static double Quantile(PatientSliceFile patient, IEnumerable<int> slices, Modality modality, double quantile)
    {
        var area = patient.Size * patient.Size;
        var image = new float[Modalities.Brats.Count * area];
        var mask = new byte[area];
        var values = new List<float>();
        foreach (var slice in slices)
        {
            patient.CopyImage(slice, image);
            ForegroundMask.Find(image, mask);
            for (var pixel = 0; pixel < area; pixel++)
            {
                if (mask[pixel] != 0)
                {
                    values.Add(image[Modalities.Brats.ChannelOf(modality) * area + pixel]);
                }
            }
        }

        values.Sort();
        return values.Count == 0 ? 1 : values[(int)((values.Count - 1) * quantile)];
    }
}
