using System.Buffers.Binary;
using System.Collections.Immutable;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>Reads the state dictionary of torch.optim.Adam: one group, AMSGrad, PyTorch's default betas and epsilon.</summary>
/// <param name="tensors">Rebuilds tensors.</param>
/// <param name="parameters">What it optimises, in order.</param>
internal sealed class TorchAdamReader(TorchTensors tensors, ImmutableArray<SafetensorsTensor> parameters)
{
    // Many parameters may share one dictionary, and each looks through it.
    private const int MostFields = 16;

    /// <exception cref="UnusableOptimizerException">It is of another optimiser, or does not fit the parameters.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public TorchAdam Read(PickleValue value)
    {
        if (value.Field("state")?.Entries is not { } state || value.Field("param_groups") is not PickleList { Items: [var group] })
        {
            throw new UnusableOptimizerException("it has no state, or more than one group of parameters");
        }

        RequireAmsGrad(group);
        var order = Order(group);
        var (steps, moments) = state.Count == 0 ? (0, []) : Moments(state, order);
        return new(
            group.Field("lr")?.Number ?? throw new UnusableOptimizerException("it has no learning rate"),
            group.Field("initial_lr")?.Number,
            group.Field("weight_decay")?.Number ?? throw new UnusableOptimizerException("it has no weight decay"),
            steps,
            moments);
    }

    private static void RequireAmsGrad(PickleValue group)
    {
        var betas = group.Field("betas") switch { PickleTuple tuple => tuple.Items, PickleList list => [.. list.Items], _ => [] };
        if (group.Field("amsgrad") is not PickleBoolean { Value: true }
            || group.Field("maximize") is PickleBoolean { Value: true }
            || betas is not [var mean, var square] || (mean.Number, square.Number) != TorchAdam.Betas
            || group.Field("eps")?.Number != TorchAdam.Epsilon)
        {
            throw new UnusableOptimizerException($"it is not Adam with AMSGrad, betas {TorchAdam.Betas.Mean} and {TorchAdam.Betas.Square} and epsilon {TorchAdam.Epsilon}");
        }
    }

    /// <summary>The number under which each parameter's state is kept.</summary>
    private long[] Order(PickleValue group) =>
        group.Field("params") is PickleList { Items: var items } && items.Count == parameters.Length && items.All(item => item is PickleInteger)
            ? [.. items.Select(item => ((PickleInteger)item).Value)]
            : throw new UnusableOptimizerException($"it is not of these {parameters.Length} parameters");

    private (long Steps, ImmutableArray<TorchMoments> Moments) Moments(IReadOnlyList<KeyValuePair<PickleValue, PickleValue>> state, long[] order)
    {
        var byNumber = state.Where(entry => entry.Key is PickleInteger).GroupBy(entry => ((PickleInteger)entry.Key).Value).ToDictionary(group => group.Key, group => group.Last().Value);
        var found = order.Select((number, i) => byNumber.TryGetValue(number, out var entry) && entry.Entries?.Count <= MostFields
            ? (Steps: Steps(entry), Moments: new TorchMoments(Moment(entry, "exp_avg", i), Moment(entry, "exp_avg_sq", i), Moment(entry, "max_exp_avg_sq", i)))
            : throw new UnusableOptimizerException($"it has nothing for '{parameters[i].Name}'")).ToArray();
        return found.Select(f => f.Steps).Distinct().Count() == 1
            ? (found[0].Steps, [.. found.Select(f => f.Moments)])
            : throw new UnusableOptimizerException("its parameters have taken different numbers of steps");
    }

    private SafetensorsTensor Moment(PickleValue entry, string name, int parameter)
    {
        var tensor = entry.Field(name) is { } value ? tensors.Rebuild($"{name}.{parameters[parameter].Name}", value) : null;
        return tensor is { ElementType: ElementType.F32 } && tensor.Shape.SequenceEqual(parameters[parameter].Shape)
            ? tensor
            : throw new UnusableOptimizerException($"its {name} of '{parameters[parameter].Name}' is not of the parameter's shape in single precision");
    }

    /// <summary>An integer, or in PyTorch 1.12 and later a tensor of one float.</summary>
    private long Steps(PickleValue entry)
    {
        var value = entry.Field("step") ?? throw new UnusableOptimizerException("it does not say how many steps it has taken");
        var steps = !TorchTensors.IsTensor(value) ? value.Number
            : tensors.Rebuild("step", value) is { ElementType: ElementType.F32, Data.Length: sizeof(float) } tensor ? BinaryPrimitives.ReadSingleLittleEndian(tensor.Data.Span)
            : null;
        return steps is >= 1 and <= int.MaxValue && steps == Math.Floor(steps.Value)
            ? (long)steps
            : throw new UnusableOptimizerException("its number of steps is none");
    }
}

/// <summary>A whole state that training here cannot go on from; the message is a clause.</summary>
internal sealed class UnusableOptimizerException(string message) : Exception(message);
