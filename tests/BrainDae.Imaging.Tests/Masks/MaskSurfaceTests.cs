using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.TestData;

namespace BrainDae.Imaging.Tests.Masks;

public class MaskSurfaceTests
{
    [Fact]
    public void A_block_loses_its_inside_alone()
    {
        var shape = new GridShape(6, 7, 8);
        var mask = TestMask.Block(shape, (1, 1, 2), (4, 5, 5));

        var surface = new byte[mask.Length];
        var count = MaskSurface.Find(mask, surface, shape);

        var inside = TestMask.Block(shape, (2, 2, 3), (2, 3, 3));
        Assert.Equal(4 * 5 * 5 - 2 * 3 * 3, count);
        Assert.Equal([.. mask.Zip(inside, (m, i) => (byte)(m - i))], surface);
    }

    [Fact]
    public void What_lies_outside_the_volume_is_background()
    {
        var surface = new byte[27];

        Assert.Equal(26, MaskSurface.Find([.. Enumerable.Repeat((byte)7, 27)], surface, new(3, 3, 3)));
        Assert.Equal(0, surface[13]);
    }

    [Fact]
    public void A_hole_has_a_surface_too_but_a_corner_neighbour_is_none()
    {
        var mask = Enumerable.Repeat((byte)1, 125).ToArray();
        mask[62] = 0;
        var surface = new byte[125];

        // The rim, and the six voxels that share a face with the hole.
        Assert.Equal(125 - 27 + 6, MaskSurface.Find(mask, surface, new(5, 5, 5)));
    }
}
