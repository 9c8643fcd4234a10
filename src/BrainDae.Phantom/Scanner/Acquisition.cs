using System.Numerics;
using BrainDae.Data.Cohorts;
using BrainDae.Phantom.Anatomy;
using BrainDae.Phantom.Tumours;

namespace BrainDae.Phantom.Scanner;

/// <summary>
/// The scanner: turns the tissue of one patient into stored intensities of one modality, with the scan's own gain,
/// local variation of tissue, partial-volume blur, a receive-coil bias field and Rician noise.
/// </summary>
internal sealed class Acquisition
{
    private const float TumourTexture = 0.3f;

    private readonly TissueContrast contrast;
    private readonly LatticeNoise variation;
    private readonly LatticeNoise texture;
    private readonly BiasField bias;
    private readonly ulong noiseSeed;
    private readonly float gain;
    private readonly float noise;

    public Acquisition(Modality modality, float biasStrength, float noiseLevel, PhantomRandom random)
    {
        contrast = TissueContrast.Of(modality);
        variation = new(random.NextSeed(), 38);
        texture = new(random.NextSeed(), 8);
        bias = new(biasStrength, random);
        noiseSeed = random.NextSeed();
        gain = random.Logarithmic(300, 2400);
        noise = noiseLevel;
    }

    /// <summary>Stored intensities of the whole grid: 0 outside the brain, at least 1 within it.</summary>
    public short[] Scan(PhantomGrid grid, TissueMap map, LesionMap lesions)
    {
        var image = new float[grid.VoxelCount];
        for (var i = 0; i < map.Voxels.Length; i++)
        {
            image[map.Voxels[i]] = Signal(map.Places[i], map.Tissue[i], lesions.Labels[i], lesions.Severity[i]);
        }

        PartialVolumeBlur.Apply(grid, map.Voxels, image);
        var stored = new short[image.Length];
        for (var i = 0; i < map.Voxels.Length; i++)
        {
            var voxel = map.Voxels[i];
            var value = RicianNoise.Add(image[voxel] * bias.At(map.Places[i]), noise, noiseSeed, voxel);
            stored[voxel] = (short)Math.Clamp(gain * value + 0.5f, 1, short.MaxValue);
        }

        return stored;
    }

    private float Signal(Vector3 place, in TissueFractions tissue, byte label, float severity)
    {
        var signal = contrast.At(tissue, label, severity) * (1 + contrast.LocalVariation * variation.At(place));
        return label is LesionGrowth.Enhancing or LesionGrowth.Necrosis ? signal * (1 + TumourTexture * texture.At(place)) : signal;
    }
}
