using System.Collections.Immutable;
using System.Text;
using BrainDae.Data.Formats;
using BrainDae.Prediction.Lesions;

namespace BrainDae.Prediction;

/// <summary>The lesions of a patient as lesions.json and lesions.csv hold them.</summary>
internal sealed record LesionList(string Patient, string Score, double Threshold, ImmutableArray<LesionEntry> Lesions)
{
    public static LesionList Of(PatientPrediction prediction) => new(
        prediction.Name, prediction.Settings.Score, prediction.Settings.Threshold, [.. prediction.Lesions.Lesions.Select(LesionEntry.Of)]);

    public string ToCsv()
    {
        var csv = new StringBuilder("lesion,voxels,volume_ml,x_mm,y_mm,z_mm,mean_score,peak_score,disagrees_most\n");
        foreach (var lesion in Lesions)
        {
            csv.Append(CsvRow.Of(lesion.Lesion, lesion.Voxels, lesion.VolumeMl, lesion.CentreMm.X, lesion.CentreMm.Y, lesion.CentreMm.Z, lesion.MeanScore, lesion.PeakScore, lesion.DisagreesMost));
        }

        return csv.ToString();
    }
}

/// <summary>One lesion.</summary>
internal sealed record LesionEntry
{
    public required int Lesion { get; init; }

    public required int Voxels { get; init; }

    public required double VolumeMl { get; init; }

    public required Point CentreMm { get; init; }

    public required Point CentreVoxel { get; init; }

    public required double MeanScore { get; init; }

    public required double PeakScore { get; init; }

    /// <summary>Name of a modality; null for a score that needs no reconstruction.</summary>
    public required string? DisagreesMost { get; init; }

    /// <summary>Mean absolute residual by modality.</summary>
    public required ImmutableSortedDictionary<string, double> Residuals { get; init; }

    public static LesionEntry Of(FoundLesion lesion) => new()
    {
        Lesion = lesion.Number,
        Voxels = lesion.Voxels,
        VolumeMl = lesion.VolumeMl,
        CentreMm = lesion.CentreMm,
        CentreVoxel = lesion.CentreVoxel,
        MeanScore = lesion.MeanScore,
        PeakScore = lesion.PeakScore,
        DisagreesMost = lesion.Disagrees?.Name,
        Residuals = lesion.Residuals.ToImmutableSortedDictionary(r => r.Key.Name, r => r.Value),
    };
}
