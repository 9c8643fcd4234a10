using BrainDae.Phantom.Anatomy;

namespace BrainDae.Phantom.Scanner;

/// <summary>
/// The noise of a magnitude image (Gudbjartsson and Patz, Magn Reson Med 1995): normal noise on the real and the
/// imaginary part. A voxel's noise depends on the seed and the voxel's index alone, so the order of voxels is free.
/// </summary>
internal static class RicianNoise
{
    /// <summary>The magnitude of <paramref name="signal"/> with noise of the given standard deviation.</summary>
    public static float Add(float signal, float deviation, ulong seed, int voxel)
    {
        var bits = PhantomRandom.Mix(unchecked(seed + (ulong)voxel * 0x9e3779b97f4a7c15ul));
        var real = signal + deviation * Normal(bits);
        var imaginary = deviation * Normal(PhantomRandom.Mix(~bits));
        return MathF.Sqrt(real * real + imaginary * imaginary);
    }

    /// <summary>About a standard normal number: four uniform ones added, within ±3.46, exact on every machine.</summary>
    private static float Normal(ulong bits)
    {
        var sum = (int)(bits & 0xffff) + (int)(bits >> 16 & 0xffff) + (int)(bits >> 32 & 0xffff) + (int)(bits >> 48);
        const float mean = 2 * 65535f;
        const float standardDeviation = 37837.23f; // sqrt(4 * (65536^2 - 1) / 12)
        return (sum - mean) / standardDeviation;
    }
}
