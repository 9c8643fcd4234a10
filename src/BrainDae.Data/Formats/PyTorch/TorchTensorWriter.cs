using System.Collections.Immutable;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>Writes F32 tensors into a pickle, each with a storage of its own beside it.</summary>
internal sealed class TorchTensorWriter(PickleWriter pickle)
{
    /// <summary>The storages so far, by key.</summary>
    public List<ReadOnlyMemory<byte>> Storages { get; } = [];

    /// <param name="shape">Axes in C order.</param>
    /// <param name="data">Little-endian elements.</param>
    public void Write(ImmutableArray<long> shape, ReadOnlyMemory<byte> data) => pickle.Call("torch._utils", "_rebuild_tensor_v2", () =>
    {
        pickle.Persistent(() =>
        {
            pickle.Text("storage");
            pickle.Global("torch", "FloatStorage");
            pickle.Text($"{Storages.Count}");
            pickle.Text("cpu");
            pickle.Integer(data.Length / sizeof(float));
        });
        pickle.Integer(0);
        Axes(shape);
        Axes([.. shape.Select((_, axis) => shape[(axis + 1)..].Aggregate(1L, (product, length) => product * length))]);
        pickle.Boolean(false);
        pickle.OrderedDictionary(() => { });
        Storages.Add(data);
    });

    private void Axes(ImmutableArray<long> values) => pickle.Tuple(() =>
    {
        foreach (var value in values)
        {
            pickle.Integer(value);
        }
    });
}
