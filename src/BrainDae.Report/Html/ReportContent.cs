using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Imaging.Components;

namespace BrainDae.Report.Html;

/// <summary>Everything that a report shows but the slices. Immutable; all text is plain and is escaped on the page.</summary>
internal sealed record ReportContent
{
    /// <summary>Heading of the page and title of the window.</summary>
    public required string Title { get; init; }

    /// <summary>Model, patients and software in a few short lines.</summary>
    public required ImmutableArray<string> Summary { get; init; }

    /// <summary>The headline figures.</summary>
    public required FigureRows Headline { get; init; }

    /// <summary>All further figures; without rows, they are left out.</summary>
    public required FigureRows Further { get; init; }

    /// <summary>Charts of what the model finds.</summary>
    public required ImmutableArray<LineChart> Curves { get; init; }

    /// <summary>Charts of its training; may be empty.</summary>
    public required ImmutableArray<LineChart> Training { get; init; }

    /// <summary>Each patient's figures.</summary>
    public required PatientTable Patients { get; init; }

    /// <summary>The modalities of the slices.</summary>
    public required Modalities Modalities { get; init; }

    /// <summary>What the slices show: one entry a score that can be chosen, the default first; at least one.</summary>
    public required ImmutableArray<SliceLegend> Slices { get; init; }

    /// <summary>Options and hashes.</summary>
    public required ImmutableArray<FactGroup> Provenance { get; init; }
}

/// <summary>Figures side by side.</summary>
/// <param name="Columns">Heads of the columns of figures.</param>
/// <param name="Rows">The figures.</param>
/// <param name="Notes">Sentences below the table that say how to read it.</param>
internal sealed record FigureRows(ImmutableArray<string> Columns, ImmutableArray<FigureRow> Rows, ImmutableArray<string> Notes);

/// <summary>One figure for everything compared.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Detail">How it is to be read; may be empty.</param>
/// <param name="Figures">One a column; empty where there is none.</param>
internal sealed record FigureRow(string Name, string Detail, ImmutableArray<string> Figures);

/// <summary>Facts under one heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Facts">Names and values.</param>
internal sealed record FactGroup(string Title, ImmutableArray<(string Name, string Value)> Facts);

/// <summary>What is drawn in the slice browser.</summary>
/// <param name="ScoreName">Name of the score.</param>
/// <param name="ScoreDescription">One line for people.</param>
/// <param name="Threshold">The prediction is where the score is above it.</param>
/// <param name="ThresholdOrigin">How the threshold was found, such as "val, stored with the model".</param>
/// <param name="IntensityHigh">The normalised intensity shown in white; 0 is black.</param>
/// <param name="ScoreHigh">The score shown in the last colour; 0 has the first.</param>
/// <param name="Removed">Components that are not part of the prediction; null for none.</param>
internal sealed record SliceLegend(
    string ScoreName, string ScoreDescription, double Threshold, string ThresholdOrigin, double IntensityHigh, double ScoreHigh, ComponentRule? Removed);
