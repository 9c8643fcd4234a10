using BrainDae.Nifti.Volumes;
using CsCheck;

namespace BrainDae.Nifti.Tests;

/// <summary>Volumes of any shape, element type, place and content, including numbers that are not finite.</summary>
internal static class VolumeGenerators
{
    private static readonly Gen<VoxelType> Types = Gen.Int[0, NiftiBytes.AllTypes.Length - 1].Select(i => NiftiBytes.AllTypes[i]);

    /// <summary>Numbers that NIfTI-1 holds exactly.</summary>
    private static readonly Gen<double> Single = Gen.Float.Select(v => (double)v);

    public static readonly Gen<Volume> OfSingles = Volumes(Single);

    /// <summary>Numbers that only NIfTI-2 holds exactly, most of them.</summary>
    public static readonly Gen<Volume> OfDoubles = Volumes(Gen.Double);

    /// <summary>Volumes whose headers nibabel takes without correcting anything; half of them need NIfTI-2.</summary>
    public static readonly Gen<Volume> Orderly =
        from volume in Gen.OneOf(OfSingles, OfDoubles)
        from spacing in Gen.Single[0.1f, 9f].Array[7]
        from flip in Gen.Bool
        from codes in Gen.Short[0, 5].Array[2]
        from quaternion in Gen.Single[-0.57f, 0.57f].Array[3]
        from numbers in Gen.Single[-300f, 300f].Array[15]
        from units in Gen.Byte[0, 63]
        from slope in Gen.Single[0.01f, 9f]
        from intercept in Gen.Single[-99f, 99f]
        let precise = NeedsDoubles(volume) ? 1 / 3.0 : 1
        select new Volume(
            volume.Geometry with
            {
                PixDim = [flip ? -1 : 1, .. spacing.Select(v => v * precise)], QformCode = codes[0], SformCode = codes[1],
                Quaternion = [.. quaternion.Select(v => v * precise)], QuaternionOffset = [.. numbers[..3].Select(v => v * precise)],
                SformRows = [.. numbers[3..].Select(v => v * precise)], XyztUnits = units,
            },
            volume.VoxelType, volume.Bytes.ToArray(), slope * precise, intercept * precise);

    private static bool NeedsDoubles(Volume volume) => volume.Geometry.PixDim.Any(v => !((double)(float)v).Equals(v));

    private static Gen<Volume> Volumes(Gen<double> number) =>
        from shape in Gen.Int[1, 5].Array[1, 7]
        from pixDim in number.Array[8]
        from codes in Gen.Short.Array[2]
        from quaternion in number.Array[6]
        from rows in number.Array[12]
        from units in Gen.Byte
        from type in Types
        from slope in number.Where(v => v != 0 && double.IsFinite(v))
        from intercept in number.Where(double.IsFinite)
        from voxels in Gen.Byte.Array[shape.Aggregate(type.Size, (product, size) => product * size)]
        select new Volume(
            new VolumeGeometry
            {
                Shape = [.. shape], PixDim = [.. pixDim], QformCode = codes[0], SformCode = codes[1],
                Quaternion = [.. quaternion[..3]], QuaternionOffset = [.. quaternion[3..]], SformRows = [.. rows], XyztUnits = units,
            },
            type, voxels, slope, intercept);

    public static void AssertSame(Volume expected, Volume actual)
    {
        Assert.Equal(expected.Geometry, actual.Geometry);
        Assert.Equal(expected.VoxelType, actual.VoxelType);
        Assert.Equal((expected.Slope, expected.Intercept), (actual.Slope, actual.Intercept));
        Assert.True(expected.Bytes.SequenceEqual(actual.Bytes));
    }
}
