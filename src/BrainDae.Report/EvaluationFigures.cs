using System.Collections.Immutable;
using System.Text.Json;
using BrainDae.Files;
using BrainDae.Imaging.Components;
using BrainDae.Method.Config;

namespace BrainDae.Report;

/// <summary>
/// What a report takes from an evaluation.json. The only place that knows the names in that file: what it does not know
/// is passed on under its own name, so that a new figure shows in the report without a change here.
/// </summary>
internal sealed record EvaluationFigures
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    public required string Software { get; init; }

    public required string ModelSha256 { get; init; }

    /// <summary>Epoch of the checkpoint, from 0; below 0 for an imported one.</summary>
    public required int Epoch { get; init; }

    public required string DataSha256 { get; init; }

    public required string SplitSha256 { get; init; }

    public required int Patients { get; init; }

    public required int Slices { get; init; }

    public required long Pixels { get; init; }

    public required long LesionPixels { get; init; }

    public required NetworkPrecision Precision { get; init; }

    /// <summary>Components of at most so many voxels are no prediction; 0 without filtering.</summary>
    public required int MaximumComponentSize { get; init; }

    /// <summary>Sentences that define the figures, by name.</summary>
    public required ImmutableArray<(string Name, string Value)> Definitions { get; init; }

    /// <summary>The model's score first.</summary>
    public required ImmutableArray<ScoreFigures> Scores { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">evaluation.json.</param>
    /// <param name="remedy">The command that writes it.</param>
    /// <exception cref="BrainDaeException">There is no such file or it cannot be used.</exception>
    public static EvaluationFigures Read(string path, string remedy)
    {
        if (!File.Exists(path))
        {
            throw BrainDaeException.Missing($"{path}: does not exist, and a report is made of an evaluation. Run '{remedy}' first.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Parse(path, document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.Invalid($"{path}: cannot be read as an evaluation ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}). Run '{remedy}' again.", e);
        }
    }

    /// <summary>Refuses an evaluation of something else than what lies on the disk now.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.InvalidInput"/>.</exception>
    public void Require(string modelSha256, string dataSha256, string splitSha256, string remedy)
    {
        Same(ModelSha256, modelSha256, "model");
        Same(DataSha256, dataSha256, "data");
        Same(SplitSha256, splitSha256, "split");

        void Same(string evaluated, string present, string what)
        {
            if (evaluated != present)
            {
                throw BrainDaeException.Invalid($"{Path}: is of another {what} ({Short(evaluated)}) than the one that is there now ({Short(present)}). Run '{remedy}' again.");
            }
        }

        static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
    }

    private static EvaluationFigures Parse(string path, JsonElement root)
    {
        var (model, split) = (root.GetProperty("model"), root.GetProperty("split"));
        var scores = root.GetProperty("scores").EnumerateArray().Select(ScoreFigures.Parse).ToImmutableArray();
        return new()
        {
            Path = path,
            Software = Text(root, "software"),
            ModelSha256 = Text(model, "sha256"),
            Epoch = model.GetProperty("epoch").GetInt32(),
            DataSha256 = Text(root, "data_sha256"),
            SplitSha256 = Text(split, "sha256"),
            Patients = split.GetProperty("patients").GetInt32(),
            Slices = split.GetProperty("slices").GetInt32(),
            Pixels = split.GetProperty("pixels").GetInt64(),
            LesionPixels = split.GetProperty("lesion_pixels").GetInt64(),
            Precision = Enum.TryParse<NetworkPrecision>(Text(root, "precision"), out var precision) ? precision : throw new FormatException("its precision is unknown"),
            MaximumComponentSize = root.GetProperty("maximum_component_size").GetInt32(),
            Definitions = [.. root.EnumerateObject()
                .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && p.Name is not ("software" or "data_sha256"))
                .Select(p => (p.Name.Replace('_', ' '), p.Value.ToString()))],
            Scores = scores.Length > 0 ? scores : throw new FormatException("it has no score"),
        };
    }

    /// <summary>The components that were removed before a score was measured.</summary>
    public ComponentFilter FilterOf(ScoreFigures score) => MaximumComponentSize > 0 ? new(MaximumComponentSize, score.MinimumPeak) : default;

    internal static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new FormatException($"its {name} is empty");
}

/// <summary>One score's figures.</summary>
/// <param name="Name">Name of the score.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Figures">Over all patients.</param>
/// <param name="Patients">Each patient's.</param>
internal sealed record ScoreFigures(string Name, string Description, ImmutableArray<NamedFigure> Figures, ImmutableArray<PatientFigures> Patients)
{
    public const string AveragePrecision = "average_precision";
    public const string IdealDice = "ideal.dice";

    /// <summary>What is known of the figures over all patients, in the order in which they are shown.</summary>
    public static ImmutableArray<(string Path, string Name, string Detail)> Headline { get; } =
    [
        (AveragePrecision, "Average precision", "chance level is the share of lesion pixels"),
        (IdealDice, "Ideal Dice", "threshold picked on these very patients: nobody gets this on new scans"),
        ("ideal.dice_filtered", "Ideal Dice, small components removed", ""),
        ("ideal.mean_patient_dice", "Mean of the patients' Dice at the ideal threshold", ""),
        ("validation.dice", "Dice at the threshold fixed on the val split", "what to expect on new scans"),
        ("validation.dice_filtered", "The same, small components removed", ""),
        ("validation.mean_patient_dice", "Mean of the patients' Dice at that threshold", ""),
        ("auroc", "Area under the ROC curve", "flatters where lesion pixels are few"),
    ];

    /// <summary>The threshold that was fixed on the val split, else the ideal one; with its origin and the name of the patients' Dice there.</summary>
    public (double Threshold, string Origin, string PatientDice)? Threshold =>
        Of("validation.threshold") is { Value: { } fixedOne } ? (fixedOne, "fixed on the val split", "dice_at_validation")
        : Of("ideal.threshold") is { Value: { } ideal } ? (ideal, "ideal: picked on these very patients", "dice_at_ideal")
        : null;

    /// <summary>Components whose highest score is below so many thresholds were removed with the small ones; 0 for none.</summary>
    public double MinimumPeak => Of("minimum_peak")?.Value ?? 0;

    public NamedFigure? Of(string path) => Figures.FirstOrDefault(figure => figure.Path == path);

    public static ScoreFigures Parse(JsonElement score) => new(
        EvaluationFigures.Text(score, "name"),
        EvaluationFigures.Text(score, "description"),
        NamedFigure.Of(score),
        [.. score.GetProperty("patients").EnumerateArray().Select(p => new PatientFigures(EvaluationFigures.Text(p, "name"), NamedFigure.Of(p)))]);
}

/// <summary>One patient's figures.</summary>
/// <param name="Name">Name of the patient.</param>
/// <param name="Figures">The figures, the same ones for every patient.</param>
internal sealed record PatientFigures(string Name, ImmutableArray<NamedFigure> Figures)
{
    /// <summary>Head of a figure's column.</summary>
    public static string ColumnName(NamedFigure figure) => figure.Path switch
    {
        "average_precision" => "AP",
        "own_ideal_dice" => "Dice at own best threshold",
        "dice_at_ideal" => "Dice at ideal threshold",
        "dice_at_validation" => "Dice at val threshold",
        "lesion_pixels" => "lesion pixels",
        _ => figure.Words,
    };

    public double? Of(string path) => Figures.FirstOrDefault(figure => figure.Path == path)?.Value;
}
