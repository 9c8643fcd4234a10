using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Running;
using BrainDae.Prediction;

namespace BrainDae.Fuzz.Targets;

/// <summary>prediction.json: what cannot be read is done again, so refusing it is no failure.</summary>
public sealed class PredictionTarget : JsonTarget
{
    private const string Patient = "P";
    /// <summary>SHA-256 of an empty file.</summary>
    internal const string OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly string[] Outputs = ["P_score.nii.gz", "P_lesion.nii.gz", "P_montage.png", "lesions.json", "lesions.csv"];

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter() } };

    /// <summary>What a prediction may have been found with.</summary>
    internal static PredictionSettings Settings { get; } = new(new("m", "aa", 3, "bb"), "published", 0.5, default, new("cc", 2, 1), 10, 0, default, new());

    public override string Name => "prediction";

    public override ImmutableArray<string> Covers => ["PredictionFolder.Finished", "SealedJson.Read"];

    public override ImmutableArray<byte[]> Seeds() => [Seal.CloseFile(JsonSerializer.SerializeToUtf8Bytes(Summary(), SnakeCase))];

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        var folder = new PredictionFolder(scratch.Path);
        if (!File.Exists(folder.Score(Patient)))
        {
            // All files have to be there; only the one is looked into.
            foreach (var name in Outputs)
            {
                scratch.Write(Path.Combine(Patient, name), []);
            }
        }

        scratch.Write(Path.Combine(Patient, "prediction.json"), input);
        if (folder.Finished(Patient) is not { } summary)
        {
            return false;
        }

        ResultCheck.Require(summary);
        return true;
    }

    private static PredictionSummary Summary() => new()
    {
        Software = "BrainDae 0",
        Patient = Patient,
        Settings = Settings,
        Inputs = [new("flair", "f.nii.gz", "dd")],
        FirstSlice = 1,
        LastSlice = 2,
        Lesions = 1,
        LesionVolumeMl = 0.5,
        PeakScore = 3,
        Implausible = [],
        Warnings = ["w"],
        Files = [.. Outputs.Select(name => new PredictionOutput(name, OfNothing))],
    };
}
