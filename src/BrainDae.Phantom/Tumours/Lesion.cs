using System.Numerics;
using BrainDae.Phantom.Anatomy;

namespace BrainDae.Phantom.Tumours;

/// <summary>One tumour before it grows into the tissue of the grid.</summary>
internal sealed record Lesion
{
    /// <summary>Millimetres that a lesion's centre keeps from the surface and the ventricles.</summary>
    private const float LeastRoom = 11;

    private const int Attempts = 400;

    /// <summary>Centre in head coordinates, millimetres.</summary>
    public required Vector3 Centre { get; init; }

    /// <summary>Volume of oedema and core together, millilitres.</summary>
    public required float Volume { get; init; }

    /// <summary>Relative extent along x, y, z.</summary>
    public required Vector3 Stretch { get; init; }

    /// <summary>Fraction of the volume that is tumour core (rim and necrosis); the rest is oedema.</summary>
    public required float CoreFraction { get; init; }

    /// <summary>Fraction of the core that is necrotic; 1 in a tumour that does not enhance.</summary>
    public required float NecrosisFraction { get; init; }

    /// <summary>How much the core pushes tissue aside: 0 not at all, below 1.</summary>
    public required float Push { get; init; }

    /// <summary>Brightness of the oedema relative to the average.</summary>
    public required float OedemaBrightness { get; init; }

    /// <summary>How far the necrosis resembles fluid: 0 as tissue, 1 as fluid.</summary>
    public required float Liquefaction { get; init; }

    /// <summary>Seed of the fields that make its outline irregular.</summary>
    public required ulong NoiseSeed { get; init; }

    /// <summary>Radius in millimetres of a ball of the lesion's volume.</summary>
    public float Radius => BallRadius(Volume);

    /// <summary>Radius in millimetres of a ball of the core's volume.</summary>
    public float CoreRadius => BallRadius(Volume * CoreFraction);

    /// <summary>Draws the lesions of a patient; their volumes add up to one draw from the range.</summary>
    public static IReadOnlyList<Lesion> Draw((float Smallest, float Largest) volume, float healthyFraction, float twoLesionFraction, BrainAnatomy anatomy, PhantomRandom random)
    {
        if (random.Chance(healthyFraction))
        {
            return [];
        }

        var total = random.Logarithmic(volume.Smallest, volume.Largest);
        if (!random.Chance(twoLesionFraction))
        {
            return [DrawOne(total, anatomy, random)];
        }

        var first = total * random.Between(0.55f, 0.85f);
        return [DrawOne(first, anatomy, random), DrawOne(total - first, anatomy, random)];
    }

    private static Lesion DrawOne(float volume, BrainAnatomy anatomy, PhantomRandom random) => new()
    {
        Centre = DrawCentre(volume, anatomy, random),
        Volume = volume,
        Stretch = new(random.Between(0.8f, 1.1f), random.Between(0.9f, 1.45f), random.Between(0.75f, 1)),
        CoreFraction = random.Between(0.15f, 0.5f),
        NecrosisFraction = random.Chance(0.15f) ? 1 : random.Between(0.2f, 0.65f),
        Push = random.Between(0.1f, 0.55f),
        OedemaBrightness = random.Between(0.7f, 1.3f),
        Liquefaction = random.Next(),
        NoiseSeed = random.NextSeed(),
    };

    private static Vector3 DrawCentre(float volume, BrainAnatomy anatomy, PhantomRandom random)
    {
        // Large lesions need more room; where no draw offers enough, the roomiest one is taken.
        var wanted = MathF.Max(LeastRoom, 0.55f * BallRadius(volume));
        var (best, bestRoom) = (Vector3.Zero, float.NegativeInfinity);
        for (var attempt = 0; attempt < Attempts && bestRoom < wanted; attempt++)
        {
            var candidate = new Vector3(random.Between(-52, 52), random.Between(-66, 62), random.Between(-24, 48));
            var room = anatomy.RoomAt(anatomy.ToAverage(candidate));
            if (room > bestRoom && MathF.Abs(candidate.X) > 14)
            {
                (best, bestRoom) = (candidate, room);
            }
        }

        return best;
    }

    private static float BallRadius(float millilitres)
    {
        // Newton's method for the cube root, whose library version differs between machines.
        var cube = millilitres * 1000 * 3 / (4 * MathF.PI);
        var radius = 20f;
        for (var step = 0; step < 12; step++)
        {
            radius = (2 * radius + cube / (radius * radius)) / 3;
        }

        return radius;
    }
}
