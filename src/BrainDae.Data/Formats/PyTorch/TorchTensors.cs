using System.Collections.Immutable;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// Turns the calls that rebuild tensors in a checkpoint's pickle into tensors. Tensors in C order share the storage's
/// bytes; the others are copied, together at most <paramref name="copyAllowance"/> bytes.
/// </summary>
internal sealed class TorchTensors(ITorchStorages storages, long copyAllowance)
{
    private const int MaximumAxes = 32;

    private long copyAllowance = copyAllowance;

    /// <summary>Whether a value is a call that rebuilds a tensor.</summary>
    public static bool IsTensor(PickleValue value) =>
        value is PickleCall { Callable: PickleGlobal callable } && callable.Is("torch._utils", "_rebuild_tensor_v2");

    /// <summary>The tensor, in C order.</summary>
    /// <exception cref="InvalidDataException">Not a tensor, or not within its storage.</exception>
    public SafetensorsTensor Rebuild(string name, PickleValue value)
    {
        // storage, offset, shape, strides, requires_grad, hooks[, metadata]
        if (!IsTensor(value)
            || ((PickleCall)value).Arguments is not PickleTuple { Items: [PicklePersistent storage, PickleInteger offset, PickleTuple sizes, PickleTuple steps, ..] }
            || Integers(sizes) is not { } shape
            || Integers(steps) is not { } strides)
        {
            throw new InvalidDataException($"its entry {name} is no plain tensor");
        }

        var (type, elements) = Elements(name, storage);
        if (shape.Length != strides.Length || shape.Length > MaximumAxes || offset.Value < 0 || strides.Any(s => s < 0)
            || !TensorSize.TryCountBytes(type, shape.AsSpan(), out var length) || length > elements.Length
            || (length > 0 && End(offset.Value, shape, strides) > elements.Length / type.Size))
        {
            throw new InvalidDataException($"its tensor {name} is not within its storage");
        }

        if (length == 0)
        {
            return new(name, type, shape, default);
        }

        var start = (int)(offset.Value * type.Size);
        if (IsContiguous(shape, strides))
        {
            return new(name, type, shape, elements.Slice(start, (int)length));
        }

        copyAllowance -= length;
        return copyAllowance >= 0
            ? new(name, type, shape, Gather(elements.Span[start..], shape, strides, new byte[length], type.Size))
            : throw new InvalidDataException("its tensors overlap in their storages");
    }

    private static ImmutableArray<long>? Integers(PickleTuple tuple) =>
        tuple.Items.All(item => item is PickleInteger) ? [.. tuple.Items.Select(item => ((PickleInteger)item).Value)] : null;

    private static Int128 End(long offset, ImmutableArray<long> shape, ImmutableArray<long> strides)
    {
        var last = (Int128)offset;
        for (var axis = 0; axis < shape.Length && last < long.MaxValue; axis++)
        {
            last += (Int128)(shape[axis] - 1) * strides[axis];
        }

        return last + 1;
    }

    private static bool IsContiguous(ImmutableArray<long> shape, ImmutableArray<long> strides)
    {
        var expected = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] != 1 && strides[axis] != expected)
            {
                return false;
            }

            expected *= shape[axis];
        }

        return true;
    }

    private static byte[] Gather(ReadOnlySpan<byte> source, ImmutableArray<long> shape, ImmutableArray<long> strides, byte[] destination, int size)
    {
        var index = new long[shape.Length];
        for (var written = 0; written < destination.Length; written += size)
        {
            var element = 0L;
            for (var axis = 0; axis < index.Length; axis++)
            {
                element += index[axis] * strides[axis];
            }

            source.Slice((int)(element * size), size).CopyTo(destination.AsSpan(written));
            for (var axis = index.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }

        return destination;
    }

    private (ElementType Type, ReadOnlyMemory<byte> Elements) Elements(string name, PicklePersistent reference)
    {
        // 'storage', type, key, device, number of elements
        if (reference.Id is not PickleTuple { Items: [PickleText { Value: "storage" }, PickleGlobal { Module: "torch" } storageType, PickleText key, _, PickleInteger count, ..] }
            || TypeOf(storageType.Name) is not { } type)
        {
            throw new InvalidDataException($"its tensor {name} has a storage of an unknown kind");
        }

        var elements = storages.Storage(key.Value);
        return elements.Length % type.Size == 0 && elements.Length / type.Size == count.Value
            ? (type, elements)
            : throw new InvalidDataException($"its storage {key.Value} has {elements.Length} bytes, not {count.Value} elements of {type.Name}");
    }

    /// <summary>The element type of a storage by the name of its class in torch; null for one that is not known.</summary>
    public static ElementType? TypeOf(string storage) => storage switch
    {
        "FloatStorage" => ElementType.F32,
        "DoubleStorage" => ElementType.F64,
        "HalfStorage" => ElementType.F16,
        "BFloat16Storage" => ElementType.BF16,
        "LongStorage" => ElementType.I64,
        "IntStorage" => ElementType.I32,
        "ShortStorage" => ElementType.I16,
        "CharStorage" => ElementType.I8,
        "ByteStorage" => ElementType.U8,
        "BoolStorage" => ElementType.Bool,
        "ComplexFloatStorage" => ElementType.C64,
        _ => null,
    };
}
