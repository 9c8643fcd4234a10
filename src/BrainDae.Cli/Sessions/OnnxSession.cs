using System.Globalization;
using BrainDae.Cli.Output;
using BrainDae.Files;
using BrainDae.Method.Models;
using BrainDae.Onnx;
using Spectre.Console;

namespace BrainDae.Cli.Sessions;

/// <summary>Writes a model as ONNX files.</summary>
internal static class OnnxSession
{
    /// <summary>Writes them; the network, which the others are of no use without, comes last.</summary>
    /// <param name="console">Is told of each.</param>
    /// <param name="model">The model.</param>
    /// <param name="path">The network's file; a score's has the score's name before its ending.</param>
    /// <param name="withScores">Whether the scores are written too.</param>
    /// <param name="overwrite">Whether files that are there may be replaced.</param>
    /// <exception cref="BrainDaeException">A file is there or cannot be written, or the model is damaged.</exception>
    public static void Write(IAnsiConsole console, ModelFile model, string path, bool withScores, bool overwrite)
    {
        using var held = OutputLock.OfFile(path, "export");
        var files = (withScores ? OnnxExport.Scores(model) : [])
            .Select(score => (Path: Path.ChangeExtension(path, $".{score.Name}.onnx"), Content: $"score {score.Name}", Bytes: OnnxExport.Score(model, score)))
            .Append((Path: path, Content: "network", Bytes: OnnxExport.Network(model))).ToArray();
        foreach (var file in files)
        {
            ExportSession.RequireFree(file.Path, overwrite);
        }

        foreach (var (file, content, bytes) in files)
        {
            AtomicFile.Write(file, stream => stream.Write(bytes.Span));
            console.Write(new UnwrappedLine("Written:", Style.Plain, string.Create(CultureInfo.InvariantCulture, $"{file} ({content}, opset {OnnxExport.Opset}, {bytes.Length / 1e6:0.0} MB).")));
        }
    }
}
