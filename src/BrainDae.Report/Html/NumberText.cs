using System.Globalization;

namespace BrainDae.Report.Html;

/// <summary>Numbers as the page shows them.</summary>
internal static class NumberText
{
    /// <summary>Four significant digits at most, without an exponent where that stays short.</summary>
    public static string Of(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A fixed number of decimals; a dash for what is not defined.</summary>
    public static string Of(double? value, int decimals) =>
        value?.ToString($"F{decimals}", CultureInfo.InvariantCulture) ?? "–";
}
