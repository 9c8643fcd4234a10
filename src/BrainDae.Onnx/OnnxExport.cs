using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using BrainDae.Method.Scores;
using BrainDae.Onnx.Format;
using BrainDae.Onnx.Graphs;

namespace BrainDae.Onnx;

/// <summary>A model as ONNX files, for programs in any language. The same model gives the same bytes.</summary>
public static class OnnxExport
{
    /// <summary>Version of the operators in every file.</summary>
    public const int Opset = OnnxGraph.Opset;

    /// <summary>The scores that a model can have as graphs: the published one, and the one that it is used with by default where that is another.</summary>
    /// <param name="model">The model.</param>
    public static ImmutableArray<AnomalyScore> Scores(ModelFile model)
    {
        ArgumentNullException.ThrowIfNull(model);
        AnomalyScore reference = AnomalyScore.All.Single(score => score.Role == ScoreRole.Reference), usual = AnomalyScore.DefaultOf(model.ScoreBasis);
        return usual.Name == reference.Name ? [reference] : [reference, usual];
    }

    /// <summary>
    /// The network: `images`, normalized, [slices, modality, x, y], to `reconstruction`, same shape, and, where the model
    /// has it, `lesion_probability`, [slices, x, y]. Any number of slices; x and y are multiples of what the
    /// metadata say, which also name the model, its modalities, the window that it was trained on and, where it reads
    /// neighboring slices, how many on each side: then `images` has the modalities of all of them, in the order of slices.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <exception cref="BrainDaeException">The file does not hold the network of its manifest.</exception>
    public static ReadOnlyMemory<byte> Network(ModelFile model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var graph = NetworkGraph.Of(model);
        var options = model.Manifest.Options;
        return graph.ToModel(
        [
            .. About(model),
            Entry("window", options.CropX == 0 ? "" : Text($"{options.CropX},{options.CropY}")),
            Entry("multiple_of", Text($"{options.Network.SizeMultiple}")),
            .. options.Network.Neighbors > 0 ? [Entry("neighbors", Text($"{options.Network.Neighbors}"))] : (KeyValuePair<string, string>[])[],
        ]).ToArray();
    }

    /// <summary>
    /// A score: `images` and `reconstruction`, and for the default score of a calibrated model all slices of the patient
    /// with their `spacing` in millimetres ([slice, x, y], double precision) and `lesion_probability`, to `score`,
    /// [slices, x, y]. The metadata hold its thresholds.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="score">One of <see cref="Scores"/>.</param>
    /// <exception cref="ArgumentException">It is another score.</exception>
    /// <exception cref="BrainDaeException">There is no graph of that score.</exception>
    public static ReadOnlyMemory<byte> Score(ModelFile model, AnomalyScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        if (Scores(model).All(other => other.Name != score.Name))
        {
            throw new ArgumentException($"'{score.Name}' cannot be a graph of this model.", nameof(score));
        }

        var graph = score switch
        {
            PublishedScore => PublishedScoreGraph.Of(model.Manifest.Modalities.Count),
            SignedResidualScore or CombinedScore => SmoothedScoreGraph.Of(model.Manifest.Modalities, model.Calibration!.ForScores, score is CombinedScore),
            _ => throw BrainDaeException.Invalid($"{model.Path}: the score {score.Name} has no ONNX graph; export another one."),
        };
        return graph.ToModel([.. About(model), Entry("score", score.Name), .. Thresholds(model.Calibration, score)]).ToArray();
    }

    private static IEnumerable<KeyValuePair<string, string>> About(ModelFile model) =>
    [
        Entry("model", model.Identifier),
        Entry("model_sha256", model.Sha256),
        Entry("modalities", string.Join(',', model.Manifest.Modalities.Select(modality => modality.Name))),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Thresholds(ModelCalibration? calibration, AnomalyScore score)
    {
        foreach (var kind in (ThresholdKind[])[ThresholdKind.Val, ThresholdKind.Healthy, ThresholdKind.Synthetic])
        {
            if (calibration?.Of(score, kind) is { } threshold)
            {
                yield return Entry($"threshold_{kind.Text()}", Text($"{threshold:R}"));
            }
        }
    }

    private static KeyValuePair<string, string> Entry(string key, string value) => new(key, value);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
