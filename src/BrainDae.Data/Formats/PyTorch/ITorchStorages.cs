namespace BrainDae.Data.Formats.PyTorch;

/// <summary>A file that torch.save wrote: the saved object as its pickle describes it, and the storages that it refers to.</summary>
internal interface ITorchStorages : IDisposable
{
    /// <summary>The saved object.</summary>
    PickleValue Root { get; }

    /// <summary>All bytes of a storage; the same memory each time.</summary>
    /// <exception cref="InvalidDataException">There is no such storage, or it is damaged.</exception>
    ReadOnlyMemory<byte> Storage(string key);
}
