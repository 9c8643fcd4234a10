namespace BrainDae.Data.Preprocessing;

/// <summary>
/// Memory that one patient after another is preprocessed in: one volume and the images. Asking the system for it anew
/// for each patient costs as much time as resizing does. Grows to the largest patient; serves one call at a time.
/// </summary>
public sealed class PreprocessingBuffers
{
    private byte[] voxels = [];
    private byte[] ordered = [];
    private float[] images = [];

    /// <summary>Room for a volume, which takes the place of the volume before; its content is undefined.</summary>
    internal Memory<byte> Voxels(int length) => Room(ref voxels, length);

    /// <summary>Room for a volume in LPS order beside the stored one; as <see cref="Voxels"/>.</summary>
    internal Memory<byte> Ordered(int length) => Room(ref ordered, length);

    /// <summary>Room for a patient's images, which take the place of the images before; their content is undefined.</summary>
    internal Memory<float> Images(int length) => Room(ref images, length);

    private static Memory<T> Room<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = GC.AllocateUninitializedArray<T>(length);
        }

        return buffer.AsMemory(0, length);
    }
}
