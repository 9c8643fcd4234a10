
namespace BrainDae.Phantom.Tumours;

/// <summary>Lesion labels and appearance of each brain voxel of a <see cref="TissueMap"/>.</summary>
internal sealed class LesionMap(int brainVoxels)
{
    /// <summary>0 healthy, 1 necrotic core, 2 oedema, 4 enhancing rim.</summary>
    public byte[] Labels { get; } = new byte[brainVoxels];

    /// <summary>Oedema: strength of the signal change, about 0.2 to 1.5. Necrosis: resemblance to fluid, 0 to 1.</summary>
    public float[] Severity { get; } = new float[brainVoxels];

    public static LesionMap Grow(IReadOnlyList<Lesion> lesions, TissueMap map, float voxelVolume)
    {
        var result = new LesionMap(map.Voxels.Length);
        foreach (var lesion in lesions)
        {
            LesionGrowth.Grow(lesion, map, voxelVolume, result);
        }

        return result;
    }

    public void AddOedema(int voxel, float severity)
    {
        if (Labels[voxel] is 0 or LesionGrowth.Oedema)
        {
            Labels[voxel] = LesionGrowth.Oedema;
            Severity[voxel] = MathF.Max(Severity[voxel], severity);
        }
    }

    public void SetCore(int voxel, byte label, float severity) => (Labels[voxel], Severity[voxel]) = (label, severity);
}
