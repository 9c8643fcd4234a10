using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Running;
using BrainDae.Prediction;

namespace BrainDae.Fuzz.Targets;

/// <summary>The description beside a mask in a derivative dataset of BIDS, which names the files that it vouches for.</summary>
public sealed class DerivativeTarget : JsonTarget
{
    private const string Mask = "sub-01_desc-braindae_mask.nii.gz";

    private static readonly JsonSerializerOptions Names = new() { Converters = { new JsonStringEnumConverter() } };

    public override string Name => "derivative";

    public override ImmutableArray<string> Covers => ["SealedJson.Read"];

    public override ImmutableArray<byte[]> Seeds()
    {
        PredictionOutput[] files = [new(Mask, PredictionTarget.OfNothing)];
        return [Seal.CloseFile(JsonSerializer.SerializeToUtf8Bytes(new { Type = "Lesion", Sources = files.Select(file => file.File), PredictionTarget.Settings, Lesions = 1, LesionVolumeMl = 0.5, Files = files }, Names))];
    }

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        if (!File.Exists(scratch[Mask]))
        {
            scratch.Write(Mask, []);
        }

        BidsDerivatives.Verify(scratch.Write("sub-01_desc-braindae_mask.json", input));
        return true;
    }
}
