using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Method.Scores;
using BrainDae.Nifti.Volumes;
using BrainDae.Prediction.Lesions;

namespace BrainDae.Prediction;

/// <summary>What a model finds in one patient. Immutable.</summary>
public sealed record PatientPrediction
{
    /// <summary>Name of the patient.</summary>
    public required string Name { get; init; }

    /// <summary>What it was found with.</summary>
    public required PredictionSettings Settings { get; init; }

    /// <summary>Anomaly score, single precision, on the grid of the FLAIR scan; 0 in slices without brain.</summary>
    public required Volume Score { get; init; }

    /// <summary>Where that score is above the threshold: a mask on the same grid and the lesions, largest first.</summary>
    public required LesionMap Lesions { get; init; }

    /// <summary>What the network saw.</summary>
    public required PatientSlices Slices { get; init; }

    /// <summary>What the network made of it, with what the score was computed from.</summary>
    public required ReconstructedPatient Reconstructed { get; init; }

    /// <summary>Anomaly score before it was taken back to the scan's grid, [slice, x, y] in C order.</summary>
    public required ReadOnlyMemory<float> SliceScores { get; init; }

    /// <summary>What that score is put together from; empty for one that is not.</summary>
    public ImmutableArray<ScorePart> ScoreParts { get; init; } = [];

    /// <summary>
    /// Why the scans do not look like what the model knows, so that what was found in them should not be believed, one line
    /// each; empty for a plausible patient.
    /// </summary>
    public ImmutableArray<string> Implausible { get; init; } = [];

    /// <summary>What makes the result doubtful, one line each; empty if nothing does.</summary>
    public required ImmutableArray<string> Warnings { get; init; }
}
