using System.Numerics;
using BrainDae.Phantom.Anatomy;

namespace BrainDae.Phantom.Scanner;

/// <summary>The smooth multiplicative shading of a receive coil.</summary>
internal sealed class BiasField(float strength, PhantomRandom random)
{
    private readonly LatticeNoise field = new(random.NextSeed(), 120);

    /// <summary>Factor at a place in head coordinates: within 1 ± strength.</summary>
    public float At(Vector3 place) => 1 + strength * Math.Clamp(1.8f * field.At(place), -1, 1);
}
