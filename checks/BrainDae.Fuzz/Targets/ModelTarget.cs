using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BrainDae.Data.Formats;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Mutation;
using BrainDae.Fuzz.Running;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Models;

namespace BrainDae.Fuzz.Targets;

/// <summary>Model files; the hashes of manifest, calibration and weights are mostly made to fit what was changed.</summary>
public sealed class ModelTarget : IFuzzTarget
{
    private static readonly ImmutableArray<string> Texts = ["manifest", "calibration"];

    public string Name => "model";

    public ImmutableArray<string> Covers => ["ModelFile.Open", "CheckpointManifest.Parse", "ModelCalibration.Parse"];

    public ImmutableArray<byte[]> Seeds() =>
    [
        SeedFile.Of("m.safetensors", path => ModelFile.Write(path, SampleModel.Manifest, [Weights], SampleModel.Calibration)),
        SeedFile.Of("m.safetensors", path => ModelFile.Write(path, SampleModel.Manifest with { Data = null, Compute = null }, [Weights])),
    ];

    public byte[] Mutate(byte[] input, byte[] other, RandomStream random)
    {
        var changed = SafetensorsMutator.Mutate(input, other, random);
        return random.NextInt(5) == 0 ? changed : Sealed(changed);
    }

    public bool Read(byte[] input, ScratchFolder scratch)
    {
        using var model = ModelFile.Open(scratch.Write("model.safetensors", input));
        ResultCheck.Require(model.Manifest);
        if (model.Calibration is { } calibration)
        {
            ResultCheck.Require(calibration);
        }

        _ = model.IsAnonymous;
        return true;
    }

    private static SafetensorsTensor Weights { get; } = new("down_path.0.block.1.weight", ElementType.F32, [2, 2], new byte[16]);

    private static byte[] Sealed(byte[] file)
    {
        var parts = SafetensorsBytes.Split(file);
        return parts?.WithMetadata(metadata =>
        {
            foreach (var text in Texts.Where(metadata.ContainsKey))
            {
                metadata[text + "_sha256"] = Hash(Encoding.UTF8.GetBytes(metadata[text]));
            }

            metadata["weights_sha256"] = Hash(parts.Data.Span);
        })?.Join() ?? file;
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
