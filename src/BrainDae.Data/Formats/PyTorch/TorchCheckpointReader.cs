using System.Collections.Immutable;
using BrainDae.Files;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// Reads the parameters in a PyTorch checkpoint (the zip format of PyTorch 1.6 and later), as the published
/// implementation saves them: a dictionary with the entry model_state_dict, or a state dict itself. Such a file is a
/// program for Python's unpickler; here nothing in it is executed and no name in it is looked up.
/// </summary>
public static class TorchCheckpointReader
{
    private const string StateDictKey = "model_state_dict";

    /// <summary>The tensors of the state dict by name, in C order, little endian.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.MissingInput"/>, or <see cref="FailureKind.InvalidInput"/>: not such a checkpoint.</exception>
    public static ImmutableSortedDictionary<string, SafetensorsTensor> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw BrainDaeException.Missing($"{path}: no such file. Check the path.");
        }

        try
        {
            using var stream = RegularFile.OpenRead(path);
            using var archive = new TorchArchive(stream);
            return Rebuild(StateDict(PickleMachine.Run(archive.Pickle)), new(archive, stream.Length));
        }
        catch (InvalidDataException e)
        {
            throw BrainDaeException.Invalid($"{path}: not a PyTorch checkpoint that can be read: {e.Message.TrimEnd('.')}. Save the model's state_dict() with torch.save of PyTorch 1.6 or later.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BrainDaeException.Invalid($"{path}: cannot be read ({e.Message.TrimEnd('.')}). Check the file and its permissions.", e);
        }
    }

    private static ImmutableSortedDictionary<string, SafetensorsTensor> Rebuild(List<KeyValuePair<PickleValue, PickleValue>> entries, TorchTensors tensors)
    {
        var result = ImmutableSortedDictionary.CreateBuilder<string, SafetensorsTensor>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            var name = key is PickleText text ? text.Value : throw new InvalidDataException("a name in its state dict is not text");
            if (!result.TryAdd(name, tensors.Rebuild(name, value)))
            {
                throw new InvalidDataException($"its tensor {name} is there twice");
            }
        }

        return result.ToImmutable();
    }

    private static List<KeyValuePair<PickleValue, PickleValue>> StateDict(PickleValue root)
    {
        var top = Items(root) ?? throw new InvalidDataException("it holds no dictionary");
        foreach (var (key, value) in top)
        {
            if (key is PickleText { Value: StateDictKey })
            {
                return Items(value) ?? throw new InvalidDataException($"its {StateDictKey} is no dictionary");
            }
        }

        return top.Count > 0 && TorchTensors.IsTensor(top[0].Value)
            ? top
            : throw new InvalidDataException($"it has no entry {StateDictKey} and is no state dict itself");
    }

    private static List<KeyValuePair<PickleValue, PickleValue>>? Items(PickleValue value) => value switch
    {
        PickleDictionary dictionary => dictionary.Items,
        PickleCall { Callable: PickleGlobal callable } call when callable.Is("collections", "OrderedDict") => call.Items,
        _ => null,
    };
}
