using System.Numerics;

namespace BrainDae.Phantom.Anatomy;

/// <summary>
/// Gradient noise on the integer lattice (Perlin, SIGGRAPH 2002): a smooth field with mean 0 and features of about
/// <paramref name="wavelength"/> millimetres, defined everywhere, evaluated at a point without any table.
/// </summary>
/// <param name="seed">Which field.</param>
/// <param name="wavelength">Edge of a lattice cell in millimetres; above 0.</param>
internal readonly struct LatticeNoise(ulong seed, float wavelength)
{
    private readonly uint seed = (uint)(seed >> 32);
    private readonly float frequency = 1 / wavelength;

    /// <summary>The field at a point in millimetres: about -1 to 1, half of it within ±0.25.</summary>
    public float At(Vector3 point)
    {
        var q = point * frequency;
        var (fx, fy, fz) = (MathF.Floor(q.X), MathF.Floor(q.Y), MathF.Floor(q.Z));
        int x = (int)fx, y = (int)fy, z = (int)fz;
        float rx = q.X - fx, ry = q.Y - fy, rz = q.Z - fz;
        float sx = Fade(rx), sy = Fade(ry), sz = Fade(rz);
        return Mix(sz,
            Mix(sy,
                Mix(sx, Corner(x, y, z, rx, ry, rz), Corner(x + 1, y, z, rx - 1, ry, rz)),
                Mix(sx, Corner(x, y + 1, z, rx, ry - 1, rz), Corner(x + 1, y + 1, z, rx - 1, ry - 1, rz))),
            Mix(sy,
                Mix(sx, Corner(x, y, z + 1, rx, ry, rz - 1), Corner(x + 1, y, z + 1, rx - 1, ry, rz - 1)),
                Mix(sx, Corner(x, y + 1, z + 1, rx, ry - 1, rz - 1), Corner(x + 1, y + 1, z + 1, rx - 1, ry - 1, rz - 1))));
    }

    /// <summary>Three components of a smooth displacement, each with the range of <see cref="At"/>.</summary>
    public Vector3 VectorAt(Vector3 point)
    {
        // The components read the same field far apart, where it is independent.
        var far = 1000 / frequency;
        return new(At(point), At(point + new Vector3(far, 0.37f, 0)), At(point + new Vector3(0, far, 0.71f)));
    }

    private static float Fade(float t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static float Mix(float t, float a, float b) => a + t * (b - a);

    private float Corner(int x, int y, int z, float rx, float ry, float rz)
    {
        unchecked
        {
            var hash = seed ^ (uint)x * 0x8da6b343u ^ (uint)y * 0xd8163841u ^ (uint)z * 0xcb1ab31fu;
            hash = (hash ^ hash >> 16) * 0x7feb352du;
            hash = (hash ^ hash >> 15) * 0x846ca68bu;
            hash ^= hash >> 16;

            // One of the 12 edge directions of a cube (4 of them twice).
            var h = hash & 15;
            var u = h < 8 ? rx : ry;
            var v = h < 4 ? ry : h is 12 or 14 ? rx : rz;
            return ((h & 1) == 0 ? u : -u) + ((h & 2) == 0 ? v : -v);
        }
    }
}
