// AddYourOwn DATA MODELS: trains a model with a corruption and a network that are defined here.
using System.Text.Json.Serialization;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Config;
using BrainDae.Method.Corruption;
using BrainDae.Method.Models;
using BrainDae.Method.Network;
using BrainDae.Method.TrainingLog;
using BrainDae.Torch.Network;
using BrainDae.Torch.Runtime;
using BrainDae.Torch.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

Corruptions.Register("stripes", Json.Default.Stripes);
TorchNetworks.Register("plain", Json.Default.Plain, (options, seed) => new PlainNetwork(options, seed));

using var store = SliceStore.Open(args[0]);
var options = new TrainingOptions { Corruption = new Stripes { Width = 3 }, Network = new Plain(), BatchSize = 4, Epochs = 2 };
var folder = ModelFolder.Of(args[1], "own");
var runtime = TorchRuntime.Start(ComputeDevice.Cpu);
new Trainer(options, store, SplitFiles.Read(store.SplitFolder), folder, runtime, new TrainingListeners()).Run(resume: false, default);

using var model = folder.Open();
Console.WriteLine($"{model.Manifest.Options.Corruption}, {model.Manifest.Options.Network.Name}: {model.Calibration!.Thresholds.Count} scores");

internal sealed record Stripes : CorruptionOptions
{
    public int Width { get; init; } = 4;

    public override ICorruption Draw(int slices, int modalities, int size, RandomStream random) =>
        new Drawn(Width, random.NextInt(2 * Width));

    private sealed record Drawn(int Width, int Start) : ICorruption
    {
        public void Apply(SliceBatch batch)
        {
            var stripes = new float[batch.Size * batch.Size];
            for (var pixel = 0; pixel < stripes.Length; pixel++)
            {
                stripes[pixel] = (pixel / batch.Size + Start) / Width % 2 * 0.3f;
            }

            for (var plane = 0; plane < batch.Count * batch.Modalities; plane++)
            {
                batch.Add(plane, stripes);
            }
        }
    }
}

internal sealed record Plain : NetworkOptions
{
    public override int FeatureChannels => 8;

    protected override IEnumerable<ParameterShape> FeatureParameters => [new("weight", 8, InputChannels, 3, 3), new("bias", 8)];
}

internal sealed class PlainNetwork : DenoisingNetwork
{
    private readonly Parameter weight, bias;

    public PlainNetwork(Plain options, long seed)
        : base(options, seed)
    {
        (weight, bias) = Convolution(8, 8, options.InputChannels, 3, 3);
        Complete();
    }

    protected override Tensor Features(Tensor input) =>
        relu(conv2d(input, weight.to(input.dtype), bias.to(input.dtype), padding: [1, 1]));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Stripes)), JsonSerializable(typeof(Plain))]
internal sealed partial class Json : JsonSerializerContext;
