using BrainDae.Phantom.Anatomy;

namespace BrainDae.Phantom.Tumours;

/// <summary>
/// Grows a lesion voxel by voxel in the order of a cost: distance from the centre, warped by noise and raised where
/// oedema spreads badly (grey matter, across the midline). So outlines are irregular and volumes exact.
/// </summary>
internal static class LesionGrowth
{
    /// <summary>BraTS labels.</summary>
    public const byte Necrosis = 1, Oedema = 2, Enhancing = 4;

    /// <summary>Adds a lesion to the labels; where two lesions meet, the core wins over oedema.</summary>
    public static void Grow(Lesion lesion, TissueMap map, float voxelVolume, LesionMap lesions)
    {
        var order = OedemaOrder(lesion, map);
        var size = Math.Min(order.Length, Math.Max(1, (int)(lesion.Volume / voxelVolume + 0.5f)));
        var texture = new LatticeNoise(PhantomRandom.Mix(lesion.NoiseSeed ^ 1), 11);
        for (var rank = 0; rank < size; rank++)
        {
            var voxel = VoxelOf(order[rank]);
            var outwards = rank / (float)size;
            var severity = lesion.OedemaBrightness * (1 - 0.5f * outwards * outwards) * (1 + 0.5f * texture.At(map.Places[voxel]));
            lesions.AddOedema(voxel, MathF.Max(severity, 0.15f));
        }

        var core = CoreOrder(lesion, map, order.AsSpan(0, size));
        var coreSize = (int)(size * lesion.CoreFraction);
        var necrosisSize = (int)(coreSize * lesion.NecrosisFraction);
        for (var rank = 0; rank < coreSize; rank++)
        {
            lesions.SetCore(VoxelOf(core[rank]), rank < necrosisSize ? Necrosis : Enhancing, lesion.Liquefaction);
        }
    }

    private static ulong[] OedemaOrder(Lesion lesion, TissueMap map)
    {
        var radius = lesion.Radius;
        var lobes = new LatticeNoise(PhantomRandom.Mix(lesion.NoiseSeed ^ 2), 0.9f * radius + 4);
        var fringe = new LatticeNoise(PhantomRandom.Mix(lesion.NoiseSeed ^ 3), 9);
        var order = new List<ulong>();
        for (var i = 0; i < map.Voxels.Length; i++)
        {
            var (place, tissue) = (map.Places[i], map.Tissue[i]);
            var offset = (place - lesion.Centre) / lesion.Stretch;
            var distance = offset.Norm;
            if (distance > 5 * radius + 20 || tissue.Csf > 0.5f)
            {
                continue;
            }

            var across = place.X * lesion.Centre.X < 0 ? 0.8f * radius : 0;
            var barrier = radius * (0.3f * tissue.Grey + 0.5f * tissue.Csf + 0.3f * tissue.DeepGrey) + across;
            order.Add(Key(distance * (1 + 0.6f * lobes.At(place) + 0.2f * fringe.At(place)) + barrier, i));
        }

        order.Sort();
        return [.. order];
    }

    private static ulong[] CoreOrder(Lesion lesion, TissueMap map, ReadOnlySpan<ulong> grown)
    {
        var lobes = new LatticeNoise(PhantomRandom.Mix(lesion.NoiseSeed ^ 4), 0.8f * lesion.CoreRadius + 3);
        var fringe = new LatticeNoise(PhantomRandom.Mix(lesion.NoiseSeed ^ 5), 6);
        var order = new ulong[grown.Length];
        for (var i = 0; i < grown.Length; i++)
        {
            var voxel = VoxelOf(grown[i]);
            var place = map.Places[voxel];
            var warp = 1 + 0.5f * lobes.At(place) + 0.25f * fringe.At(place);
            order[i] = Key((place - lesion.Centre).Norm * warp, voxel);
        }

        order.Sort();
        return order;
    }

    // Floats that are not negative sort as their bits; the voxel below makes every key different, and so every sort the same.
    private static ulong Key(float cost, int voxel) => (ulong)BitConverter.SingleToUInt32Bits(MathF.Max(cost, 0)) << 32 | (uint)voxel;

    private static int VoxelOf(ulong key) => (int)(key & int.MaxValue);
}
