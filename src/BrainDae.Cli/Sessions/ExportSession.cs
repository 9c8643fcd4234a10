using System.Collections.Immutable;
using BrainDae.Cli.Output;
using BrainDae.Data.Formats.PyTorch;
using BrainDae.Evaluation.Results;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Report;
using BrainDae.Torch.Checkpoints;
using BrainDae.Torch.Runtime;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>Writes a model for other programs, and says what they do not get.</summary>
internal static class ExportSession
{
    /// <summary>Refuses to replace a file that nobody said may be replaced.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>.</exception>
    public static void RequireFree(string output, bool overwrite)
    {
        if (Path.Exists(output) && !overwrite)
        {
            throw BrainDaeException.NotWritable($"{output}: is there already; give another --output, or --overwrite to replace it.");
        }
    }

    /// <summary>As a model card.</summary>
    /// <param name="console">Is told.</param>
    /// <param name="model">The model.</param>
    /// <param name="results">Folder of its evaluations, or of one; null for a card without figures.</param>
    /// <param name="output">The Markdown file.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    public static void WriteCard(IAnsiConsole console, ModelFile model, string? results, string output, bool overwrite)
    {
        var evaluations = results is null ? [] : Evaluations(results);
        using var held = OutputLock.OfFile(output, "export");
        RequireFree(output, overwrite);
        AtomicFile.WriteText(output, ModelCard.Of(model, evaluations));
        console.Write(new UnwrappedLine("Written:", Style.Plain, $"{output}, {(evaluations.IsEmpty ? "without figures: add --results FOLDER once the model is evaluated" : $"with the figures of {string.Join(", ", evaluations.Select(evaluation => evaluation.Split.Name))}")}."));
    }

    private static ImmutableArray<EvaluationReport> Evaluations(string folder)
    {
        string[] folders = Directory.Exists(folder) ? [folder, .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)] : [];
        ImmutableArray<EvaluationReport> found = [.. folders.Where(path => File.Exists(Path.Combine(path, EvaluationFiles.FileName))).Select(EvaluationFiles.Verified)];
        return found.IsEmpty ? throw BrainDaeException.Missing($"{folder}: holds no {EvaluationFiles.FileName}, nor does a folder in it. Name the folder that braindae evaluate wrote for this model.") : found;
    }

    /// <summary>As a checkpoint of the published implementation.</summary>
    /// <param name="console">Is told.</param>
    /// <param name="model">The model.</param>
    /// <param name="output">The .pt file.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    public static void WritePyTorch(IAnsiConsole console, ModelFile model, string output, bool overwrite)
    {
        using var held = OutputLock.OfFile(output, "export");
        RequireFree(output, overwrite);
        var export = ExportedCheckpoint.Of(model, ModelFolder.LastBeside(model.Path), ProgramRuntime.Start(ComputeDevice.Cpu));
        TorchCheckpointWriter.Write(output, export.Checkpoint);
        var network = model.Manifest.Options.Network;
        console.WriteLine($"{output}: {network.Summary}, {export.Checkpoint.Parameters.Length} parameter tensors{(export.Obstacle is null ? $", and the optimiser's state after {Counted.Of(export.Checkpoint.Optimizer!.Steps, "step")}" : "")}.");
        if (export.Obstacle is { } obstacle)
        {
            console.WriteLine($"Without the optimiser's state: {obstacle}.");
        }

        if (!export.LeftOut.IsEmpty)
        {
            UnwrappedLine.WriteWarning(console, $"{export.LeftOut.Length} parameters of the second output (lesion.*) are left out, because published networks do not have one: what reads this file reconstructs, and does not say where lesions are.");
        }
    }
}
