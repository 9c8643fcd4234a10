using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>The individual traits of a healthy head, drawn once for a patient.</summary>
internal sealed record HeadForm
{
    /// <summary>Size relative to the average brain along x, y, z.</summary>
    public required Vector3 Scale { get; init; }

    /// <summary>Tangents of half the angle by which the head lies rotated about z (yaw) and y (roll).</summary>
    public required (float Yaw, float Roll) HalfTilt { get; init; }

    /// <summary>Millimetres by which the head lies off the centre of the grid.</summary>
    public required Vector3 Offset { get; init; }

    /// <summary>Half-width of an open sulcus in millimetres: grows with age.</summary>
    public required float SulcalWidth { get; init; }

    /// <summary>Radius of the lateral ventricles relative to the average: grows with age.</summary>
    public required float VentricleSize { get; init; }

    /// <summary>Radius of the left ventricle relative to the right one.</summary>
    public required float VentricleAsymmetry { get; init; }

    /// <summary>How far periventricular FLAIR brightness reaches, relative to the average; 0 in some.</summary>
    public required float CapSize { get; init; }

    /// <summary>Seed of every noise field of the anatomy.</summary>
    public required ulong NoiseSeed { get; init; }

    public static HeadForm Draw(PhantomRandom random)
    {
        // Sulci and ventricles widen together as the brain shrinks with age.
        var age = random.Next();
        return new()
        {
            Scale = new Vector3(random.Between(0.94f, 1.06f), random.Between(0.94f, 1.05f), random.Between(0.95f, 1.04f)) * random.Between(0.97f, 1.03f),
            HalfTilt = (random.Between(-0.035f, 0.035f), random.Between(-0.025f, 0.025f)),
            Offset = new(random.Between(-3, 3), random.Between(-5, 5), random.Between(-2, 2)),
            SulcalWidth = 0.35f + 0.6f * age + random.Between(0, 0.25f),
            VentricleSize = 0.75f + 0.45f * age + random.Between(-0.1f, 0.15f),
            VentricleAsymmetry = random.Between(0.82f, 1.2f),
            CapSize = random.Chance(0.2f) ? 0 : 0.4f + 0.9f * age * random.Next(),
            NoiseSeed = random.NextSeed(),
        };
    }

    /// <summary>From head coordinates of this patient to those of the average head, without local deformation.</summary>
    public Vector3 Normalise(Vector3 point)
    {
        point -= Offset;
        point = Turn(point, HalfTilt.Yaw);
        var rolled = Turn(new(point.X, point.Z, point.Y), HalfTilt.Roll);
        return new Vector3(rolled.X, rolled.Z, rolled.Y) / Scale;
    }

    /// <summary>Rotation in the plane of the first two components; rational, so exact on every machine.</summary>
    private static Vector3 Turn(Vector3 p, float halfTangent)
    {
        var square = halfTangent * halfTangent;
        var (cosine, sine) = ((1 - square) / (1 + square), 2 * halfTangent / (1 + square));
        return new(cosine * p.X - sine * p.Y, sine * p.X + cosine * p.Y, p.Z);
    }
}
