using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// Reads a PyTorch checkpoint, in either form of torch.save, as the published implementation saves it: a dictionary
/// with the entry model_state_dict, or a state dict itself. Such a file is a program for Python's unpickler; here
/// nothing in it is executed and no name in it is looked up.
/// </summary>
public static class TorchCheckpointReader
{
    /// <summary>The state dict, and what is beside it of the state of training.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>, or <see cref="FailureKind.InvalidInput"/>: not such a checkpoint.</exception>
    public static TorchCheckpoint Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return RegularFile.Reading(
                path,
                () =>
                {
                    using var stream = RegularFile.OpenRead(path);
                    using ITorchStorages storages = TorchStream.IsOne(stream) ? new TorchStream(stream) : new TorchArchive(stream);
                    return Checkpoint(storages.Root, new(storages, stream.Length));
                },
                "no such file. Check the path.",
                "Check the file and its permissions.");
        }
        catch (InvalidDataException e)
        {
            throw BrainDaeException.Invalid($"{path}: not a PyTorch checkpoint that can be read: {e.Message.TrimEnd('.')}. Save the model's state_dict() with torch.save.", e);
        }
    }

    private static TorchCheckpoint Checkpoint(PickleValue root, TorchTensors tensors)
    {
        if (root.Entries is not { } entries)
        {
            throw new InvalidDataException("it holds no dictionary");
        }

        if (root.Field(TorchKeys.Parameters) is not { } model)
        {
            return entries.Count > 0 && TorchTensors.IsTensor(entries[0].Value)
                ? new(Rebuild(entries, tensors))
                : throw new InvalidDataException($"it has no entry {TorchKeys.Parameters} and is no state dict itself");
        }

        var parameters = Rebuild(model.Entries ?? throw new InvalidDataException($"its {TorchKeys.Parameters} is no dictionary"), tensors);
        var (optimizer, fault) = Optimizer(root.Field(TorchKeys.Optimizer), new(tensors, parameters));
        return new(parameters)
        {
            Epochs = (root.Field(TorchKeys.Epochs) as PickleInteger)?.Value,
            Iterations = (root.Field(TorchKeys.Iterations) as PickleInteger)?.Value,
            Value = root.Field(TorchKeys.Value)?.Number,
            Optimizer = optimizer,
            OptimizerFault = fault,
        };
    }

    /// <summary>The weights are worth having without the state of another optimiser; a state that is damaged means a damaged file.</summary>
    private static (TorchAdam? State, string? Fault) Optimizer(PickleValue? value, TorchAdamReader reader)
    {
        try
        {
            return (value is null ? null : reader.Read(value), null);
        }
        catch (UnusableOptimizerException e)
        {
            return (null, e.Message);
        }
    }

    private static ImmutableArray<SafetensorsTensor> Rebuild(IReadOnlyList<KeyValuePair<PickleValue, PickleValue>> entries, TorchTensors tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. entries.Select(entry =>
        {
            var name = entry.Key is PickleText text ? text.Value : throw new InvalidDataException("a name in its state dict is not text");
            return names.Add(name) ? tensors.Rebuild(name, entry.Value) : throw new InvalidDataException($"its tensor {name} is there twice");
        })];
    }
}
