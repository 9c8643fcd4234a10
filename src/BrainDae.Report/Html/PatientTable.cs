using System.Collections.Immutable;

namespace BrainDae.Report.Html;

/// <summary>Each patient's figures.</summary>
/// <param name="DiceName">What the Dice of the chart is, such as "Dice at the threshold stored with the model".</param>
/// <param name="Columns">The figures beside Dice and volume.</param>
/// <param name="Rows">The patients, in the order in which they are shown: worst first.</param>
internal sealed record PatientTable(string DiceName, ImmutableArray<PatientColumn> Columns, ImmutableArray<PatientRow> Rows);

/// <summary>One figure of each patient.</summary>
/// <param name="Name">Head of the column.</param>
/// <param name="Decimals">Digits after the point.</param>
internal sealed record PatientColumn(string Name, int Decimals);

/// <summary>One patient.</summary>
/// <param name="Name">Name of the patient.</param>
/// <param name="Dice">Dice, 0 to 1; null where it is not defined.</param>
/// <param name="LesionMillilitres">Volume of the labelled lesion on the scan's own grid.</param>
/// <param name="Figures">One a column; null where it is not defined.</param>
/// <param name="Sheets">Index of the patient's slices in the file, or null where they are not in it.</param>
internal sealed record PatientRow(string Name, double? Dice, double LesionMillilitres, ImmutableArray<double?> Figures, int? Sheets);
