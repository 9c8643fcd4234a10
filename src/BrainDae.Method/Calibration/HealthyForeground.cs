using BrainDae.Data.Slices;
using BrainDae.Method.Scores;
using BrainDae.Metrics.Pixels;

namespace BrainDae.Method.Calibration;

/// <summary>
/// The foreground pixels of a patient's healthy slices, whose scores calibrate a threshold. Which slices are healthy is
/// all that is taken from the label, as in training; no outline of a lesion is used.
/// </summary>
internal sealed class HealthyForeground
{
    private readonly List<int> pixels = [];

    private HealthyForeground()
    {
    }

    /// <summary>Finds the pixels.</summary>
    /// <param name="patient">The patient; without a label it counts as healthy.</param>
    /// <param name="input">Its images.</param>
    /// <param name="rule">What counts as healthy.</param>
    public static HealthyForeground Of(PatientSliceFile patient, ReconstructedPatient input, HealthyRule rule)
    {
        var found = new HealthyForeground();
        var area = patient.Size * patient.Size;
        var mask = input.Foreground.Mask;
        for (var slice = 0; slice < patient.Count; slice++)
        {
            if (!patient.IsHealthy(slice, rule))
            {
                continue;
            }

            for (var pixel = slice * area; pixel < (slice + 1) * area; pixel++)
            {
                if (mask[pixel] != 0)
                {
                    found.pixels.Add(pixel);
                }
            }
        }

        return found;
    }

    /// <summary>Counts the scores of the pixels.</summary>
    public void AddTo(ScoreHistogram histogram, float[] scores)
    {
        var values = new float[pixels.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = scores[pixels[i]];
        }

        histogram.Add(values, new byte[values.Length]);
    }
}
