using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BrainDae.Data.Formats;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Scores;

namespace BrainDae.Method.Models;

/// <summary>
/// A model in one safetensors file: parameters under their published names, and in the header the manifest (options,
/// data, software) and, once the model is complete, its calibration. Weights and calibration carry hashes of their own,
/// which are verified when the file is opened. Tensors are mapped, not loaded. Header entries and tensors that this
/// version does not know are passed over, so that later versions can add to the file.
/// </summary>
public sealed class ModelFile : IDisposable
{
    private const string ManifestKey = "manifest";
    private const string ManifestHashKey = "manifest_sha256";
    private const string WeightsHashKey = "weights_sha256";
    private const string NamesHashKey = "names_sha256";
    private const string CalibrationKey = "calibration";
    private const string CalibrationHashKey = "calibration_sha256";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lazy<string> sha256;

    private ModelFile(SafetensorsFile tensors, string identifier)
    {
        (Tensors, Identifier) = (tensors, identifier);
        sha256 = new(tensors.HashFile);
        var manifest = Header(ManifestKey)
            ?? throw BrainDaeException.Invalid($"{Path}: has no manifest, so it is no model of this software; use a file that training, import or calibration wrote.");
        Manifest = CheckpointManifest.Parse(Path, manifest);
        WeightsSha256 = SafetensorsHash.Of(tensors);
        var calibration = Header(CalibrationKey);
        Require("manifest", ManifestHashKey, HashOf(manifest));
        Require("weights", WeightsHashKey, WeightsSha256);
        if (Header(NamesHashKey) is not null)
        {
            // Versions before did not store it.
            Require("names of tensors", NamesHashKey, HashOfNames(tensors.Tensors.Values.Select(t => (t.Name, t.ElementType, t.Shape))));
        }

        if (calibration is not null || Header(CalibrationHashKey) is not null)
        {
            CalibrationSha256 = HashOf(calibration ?? "");
            Require("calibration", CalibrationHashKey, CalibrationSha256);
            Calibration = ModelCalibration.Parse(Path, calibration ?? "");
        }
    }

    /// <summary>The file.</summary>
    public string Path => Tensors.Path;

    /// <summary>Name of the model.</summary>
    public string Identifier { get; }

    /// <summary>Everything but tensors and calibration.</summary>
    public CheckpointManifest Manifest { get; }

    /// <summary>What was found on validation patients; null for a model that is not calibrated.</summary>
    public ModelCalibration? Calibration { get; }

    /// <summary>SHA-256 of the calibration as it is stored, lower-case hexadecimal; null for a model that is not calibrated.</summary>
    public string? CalibrationSha256 { get; }

    /// <summary>What scores can be computed from it.</summary>
    public ScoreBasis ScoreBasis => new(Manifest.Modalities, Calibration?.ForScores, Manifest.Options.Network.LesionOutput);

    /// <summary>Whether it stores hashes of its patients' names instead of the names.</summary>
    public bool IsAnonymous => Manifest.Data?.Salt is not null || Calibration?.Data.IsAnonymous == true;

    /// <summary>
    /// SHA-256 of the file as it was opened, lower-case hexadecimal: names the model in every result. Found when first asked
    /// for, while the file is open.
    /// </summary>
    public string Sha256 => sha256.Value;

    /// <summary>SHA-256 of all tensors, lower-case hexadecimal; stays the same when the model is calibrated anew.</summary>
    public string WeightsSha256 { get; }

    /// <summary>The parameters by name.</summary>
    public SafetensorsFile Tensors { get; }

    /// <summary>Where the readable copy of a model's header lies.</summary>
    public static string CopyOf(string path) => System.IO.Path.ChangeExtension(path, ".json");

    /// <summary>Opens a model.</summary>
    /// <param name="path">The file, anywhere.</param>
    /// <param name="identifier">Name of the model; null for the file's name without its ending.</param>
    /// <exception cref="BrainDaeException">The file is missing, damaged, or no model.</exception>
    public static ModelFile Open(string path, string? identifier = null) =>
        Disposal.OnFailure(SafetensorsFile.Open(path), tensors => new ModelFile(tensors, identifier ?? System.IO.Path.GetFileNameWithoutExtension(path)));

    /// <summary>Writes the readable copy of a model's header (.json), then beside it the model in one atomic step.</summary>
    /// <param name="path">The .safetensors file.</param>
    /// <param name="manifest">Everything but tensors and calibration.</param>
    /// <param name="tensors">Parameters, and what else belongs to them.</param>
    /// <param name="calibration">Null for a model that is not calibrated yet.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>; the file that was there is kept.</exception>
    public static void Write(string path, CheckpointManifest manifest, IReadOnlyList<SafetensorsTensor> tensors, ModelCalibration? calibration = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(tensors);
        Write(path, manifest, tensors, calibration, ImmutableSortedDictionary<string, string>.Empty);
    }

    /// <summary>
    /// Writes the same weights with another calibration, whose history this file's joins, and whatever else the file
    /// holds. Where either the model or the calibration is anonymous, what is written is: no name is kept, and none is
    /// added.
    /// </summary>
    /// <param name="path">The new file, or this one's to replace it.</param>
    /// <param name="calibration">The new calibration.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>; the file that was there is kept.</exception>
    public void WriteCalibrated(string path, ModelCalibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        Copy(path, calibration.After(Calibration, CalibrationSha256), IsAnonymous || calibration.Data.IsAnonymous);
    }

    /// <summary>Writes the file again, without the names of patients.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>; the file is kept as it was.</exception>
    public void WriteAnonymous() => Copy(Path, Calibration, anonymous: true);

    /// <inheritdoc/>
    public void Dispose() => Tensors.Dispose();

    private void Copy(string path, ModelCalibration? calibration, bool anonymous) => Write(
        path,
        anonymous ? Manifest with { Data = Manifest.Data?.Anonymous() } : Manifest,
        Tensors.Copy(),
        anonymous && calibration is not null ? calibration with { Data = calibration.Data.Anonymous() } : calibration,
        Tensors.Metadata);

    /// <param name="path">The .safetensors file.</param>
    /// <param name="manifest">Everything but tensors and calibration.</param>
    /// <param name="tensors">Parameters, and what else belongs to them.</param>
    /// <param name="calibration">Null for a model that is not calibrated yet.</param>
    /// <param name="earlier">The header of the file that this is a copy of, whose entries and fields that this version does not know stay.</param>
    private static void Write(string path, CheckpointManifest manifest, IReadOnlyList<SafetensorsTensor> tensors, ModelCalibration? calibration, ImmutableSortedDictionary<string, string> earlier)
    {
        var copy = Following(manifest.ToJson(), earlier.GetValueOrDefault(ManifestKey));
        var text = copy.ToJsonString(Indented);
        var header = earlier.SetItem(ManifestKey, text).SetItem(ManifestHashKey, HashOf(text)).SetItem(WeightsHashKey, SafetensorsHash.Of(tensors))
            .SetItem(NamesHashKey, HashOfNames(tensors.Select(t => (t.Name, t.ElementType, t.Shape))));
        if (calibration is not null)
        {
            var found = Following(calibration.ToJson(), earlier.GetValueOrDefault(CalibrationKey));
            var json = found.ToJsonString();
            header = header.SetItem(CalibrationKey, json).SetItem(CalibrationHashKey, HashOf(json));
            copy[CalibrationKey] = found;
        }

        // The copy first: a run that is killed in between repeats both, since the model is not there yet.
        AtomicFile.WriteText(CopyOf(path), SealedJson.Seal(copy.ToJsonString(Indented)));
        SafetensorsWriter.Write(path, tensors, header);
    }

    /// <summary>What is written, with the fields that only a later version knows.</summary>
    private static JsonObject Following(string json, string? earlier)
    {
        var now = JsonNode.Parse(json)!.AsObject();
        if (earlier is not null)
        {
            foreach (var (name, value) in JsonNode.Parse(earlier)!.AsObject().Where(field => !now.ContainsKey(field.Key)))
            {
                now[name] = value?.DeepClone();
            }
        }

        return now;
    }

    private string? Header(string key) => Tensors.Metadata.GetValueOrDefault(key);

    /// <summary>Of what the file says about its tensors beside their bytes.</summary>
    private static string HashOfNames(IEnumerable<(string Name, ElementType ElementType, ImmutableArray<long> Shape)> tensors) =>
        HashOf(string.Concat(tensors.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => $"{t.Name} {t.ElementType} {string.Join(',', t.Shape)}\n")));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void Require(string part, string key, string computed)
    {
        if (Header(key) != computed)
        {
            throw BrainDaeException.Invalid($"{Path}: its {part} and the hash that was stored with it do not agree, so the file is damaged. Copy it again from where it came from, or train again.");
        }
    }
}
