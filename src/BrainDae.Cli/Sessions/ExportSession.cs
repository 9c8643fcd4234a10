using System.Collections.Immutable;
using System.Globalization;
using BrainDae.Cli.Output;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Onnx;
using BrainDae.Report;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Runtime;

namespace BrainDae.Cli.Sessions;

/// <summary>Writes a model for other programs, and says what they do not get.</summary>
/// <param name="context">Is told.</param>
/// <param name="model">The model.</param>
/// <param name="output">The file to write.</param>
/// <param name="overwrite">Whether a file that is there may be replaced.</param>
internal sealed class ExportSession(CommandContext context, ModelFile model, string output, bool overwrite)
{
    /// <summary>As a model card.</summary>
    /// <param name="results">Folder of its evaluations, or of one; null for a card without figures.</param>
    public void WriteCard(string? results)
    {
        var evaluations = results is null ? [] : Evaluations(results);
        using var held = OutputLock.OfFile(output, "export");
        RequireFree(output);
        AtomicFile.WriteText(output, ModelCard.Of(model, evaluations));
        context.Written($"{output}, {(evaluations.IsEmpty ? "without figures: add --results FOLDER once the model is evaluated" : $"with the figures of {string.Join(", ", evaluations.Select(evaluation => evaluation.Split.Name))}")}.");
    }

    private static ImmutableArray<EvaluationReport> Evaluations(string folder)
    {
        string[] folders = Directory.Exists(folder) ? [folder, .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)] : [];
        ImmutableArray<EvaluationReport> found = [.. folders.Where(path => File.Exists(Path.Combine(path, EvaluationFiles.FileName))).Select(EvaluationFiles.Verified)];
        return found.IsEmpty ? throw BrainDaeException.Missing($"{folder}: holds no {EvaluationFiles.FileName}, nor does a folder in it. Name the folder that braindae evaluate wrote for this model.") : found;
    }

    /// <summary>As a checkpoint of the published implementation.</summary>
    public void WritePyTorch()
    {
        using var held = OutputLock.OfFile(output, "export");
        RequireFree(output);
        var export = ExportedCheckpoint.Of(model, ModelFolder.LastBeside(model.Path), ProgramRuntime.Start(ComputeDevice.Cpu));
        TorchCheckpointWriter.Write(output, export.Checkpoint);
        var network = model.Manifest.Options.Network;
        context.WriteLine($"{output}: {network.Summary}, {export.Checkpoint.Parameters.Length} parameter tensors{(export.Obstacle is null ? $", and the optimiser's state after {Counted.Of(export.Checkpoint.Optimizer!.Steps, "step")}" : "")}.");
        if (export.Obstacle is { } obstacle)
        {
            context.WriteLine($"Without the optimiser's state: {obstacle}.");
        }

        if (!export.LeftOut.IsEmpty)
        {
            context.Warn($"{export.LeftOut.Length} parameters of the second output (lesion.*) are left out, because published networks do not have one: what reads this file reconstructs, and does not say where lesions are.");
        }
    }

    /// <summary>As ONNX files; the network, which the others are of no use without, comes last.</summary>
    /// <param name="withScores">Whether the scores are written too; a score's file has the score's name before its ending.</param>
    public void WriteOnnx(bool withScores)
    {
        using var held = OutputLock.OfFile(output, "export");
        var files = (withScores ? OnnxExport.Scores(model) : [])
            .Select(score => (Path: Path.ChangeExtension(output, $".{score.Name}.onnx"), Content: $"score {score.Name}", Bytes: OnnxExport.Score(model, score)))
            .Append((Path: output, Content: "network", Bytes: OnnxExport.Network(model))).ToArray();
        Array.ForEach(files, file => RequireFree(file.Path));
        foreach (var (file, content, bytes) in files)
        {
            AtomicFile.Write(file, stream => stream.Write(bytes.Span));
            context.Written(string.Create(CultureInfo.InvariantCulture, $"{file} ({content}, opset {OnnxExport.Opset}, {bytes.Length / 1e6:0.0} MB)."));
        }
    }

    /// <summary>Refuses to replace a file that nobody said may be replaced.</summary>
    private void RequireFree(string file)
    {
        if (Path.Exists(file) && !overwrite)
        {
            throw BrainDaeException.NotWritable($"{file}: is there already; give another --output, or --overwrite to replace it.");
        }
    }
}
