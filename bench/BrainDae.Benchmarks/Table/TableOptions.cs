using System.Globalization;
using System.Text.Json.Serialization;
using BrainDae.Files;
using BrainDae.Method.Network;

namespace BrainDae.Benchmarks.Table;

/// <summary>What to measure and where to write it; folders are of the machine at hand and no part of the results.</summary>
internal sealed record TableOptions
{
    /// <summary>Folder of table.md and table.json.</summary>
    [JsonIgnore]
    public string Out { get; init; } = Path.Combine("bench", "results");

    /// <summary>Folder of BraTS scans; null for a synthetic patient of 240x240x155.</summary>
    [JsonIgnore]
    public string? Scans { get; init; }

    /// <summary>Folder of a trained model to evaluate with; null for an untrained one of the published size.</summary>
    [JsonIgnore]
    public string? Model { get; init; }

    /// <summary>Patients to evaluate, as far as there are so many.</summary>
    public int Patients { get; init; } = 14;

    /// <summary>Measured rounds, after one that is not.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Only the row of this name or, where there is none, the rows whose name contains this.</summary>
    public string? Only { get; init; }

    /// <summary>Smaller work, to see in minutes that everything runs; its numbers say little.</summary>
    public bool Quick { get; init; }

    /// <summary>What the patients of a row are.</summary>
    [JsonIgnore]
    public string PatientsKind => Scans is null ? "synthetic" : "real scans";

    public int BatchSize => Quick ? 2 : 16;

    public int PatientSlices => Quick ? 8 : 138;

    public int Pixels => Quick ? 8_000_000 : 3000 * 128 * 128;

    /// <summary>Channels of the first level of an untrained network; the published 64, less in quick mode.</summary>
    public int Width => Quick ? 8 : new UNetOptions().BaseChannels;

    /// <summary>Patients to evaluate.</summary>
    public int EvaluatedPatients => Quick ? 2 : Patients;

    public int MemoryIterations => Quick ? 2 : 10;

    public static TableOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new TableOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--quick")
            {
                options = options with { Quick = true };
                continue;
            }

            var flag = arguments[i];
            var value = ++i < arguments.Length ? arguments[i] : throw BrainDaeException.Option($"{flag}: needs a value.");
            options = flag switch
            {
                "--out" => options with { Out = value },
                "--scans" => options with { Scans = value },
                "--model" => options with { Model = value },
                "--patients" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var patients) && patients > 0 => options with { Patients = patients },
                "--only" => options with { Only = value },
                "--rounds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0 => options with { Rounds = rounds },
                _ => throw BrainDaeException.Option($"{flag} {value}: not understood. Options: --out FOLDER, --scans FOLDER, --model FOLDER, --patients N (1 or more), --rounds N (1 or more), --only NAME, --quick."),
            };
        }

        return options;
    }
}
