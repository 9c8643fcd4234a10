using BrainDae.Method.Network;
using BrainDae.Torch.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Benchmarks.Published;

/// <summary>
/// The network as straightforward Python code computes it: single precision, planes one after another in memory, weights
/// standardised by separate operations in every pass, swish from its two factors, transposed convolutions.
/// It shares names and start values of the parameters with <see cref="UNetOptions"/>, so that the outputs can be compared.
/// </summary>
internal sealed class PlainUNet : IDisposable
{
    private readonly UNetOptions options = new();
    private readonly Dictionary<string, Parameter> parameters;

    public PlainUNet(long seed)
    {
        using var network = new LevelNetwork(options, seed);
        using var untracked = no_grad();
        parameters = network.named_parameters().ToDictionary(p => p.name, p => new Parameter(p.parameter.clone()));
    }

    public IEnumerable<Parameter> Parameters => parameters.Values;

    /// <summary>[slices, modalities, size, size] to the same shape.</summary>
    public Tensor Forward(Tensor input)
    {
        var skips = new Stack<Tensor>();
        var x = input;
        for (var level = 0; level < options.Depth; level++)
        {
            x = Block(level == 0 ? x : avg_pool2d(x, 2), $"down_path.{level}.block");
            skips.Push(x);
        }

        skips.Pop();
        for (var step = 0; step < options.Depth - 1; step++)
        {
            x = conv_transpose2d(x, parameters[$"up_path.{step}.up.weight"], parameters[$"up_path.{step}.up.bias"], strides: [2, 2]);
            x = Block(cat([x, skips.Pop()], 1), $"up_path.{step}.conv_block.block");
        }

        return conv2d(x, parameters["last.weight"], parameters["last.bias"]);
    }

    public void Dispose()
    {
        foreach (var parameter in parameters.Values)
        {
            parameter.Dispose();
        }
    }

    private Tensor Block(Tensor x, string name) => Layer(Layer(x, name, 1), name, 5);

    private Tensor Layer(Tensor x, string block, int index)
    {
        var (weight, bias) = (parameters[$"{block}.{index}.weight"], parameters[$"{block}.{index}.bias"]);
        var centred = weight - weight.mean([1, 2, 3], keepdim: true);
        var deviation = centred.view(weight.shape[0], -1).std(1, keepdim: true).view(-1, 1, 1, 1) + 1e-5;
        x = conv2d(pad(x, [1, 1, 1, 1], PaddingModes.Reflect), centred / deviation, bias);
        x = x * x.sigmoid();
        return group_norm(x, UNetOptions.GroupsOf((int)weight.shape[0]), parameters[$"{block}.{index + 2}.weight"], parameters[$"{block}.{index + 2}.bias"], 1e-5);
    }
}
