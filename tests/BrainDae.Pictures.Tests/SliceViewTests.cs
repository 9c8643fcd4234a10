using BrainDae.TestData;

namespace BrainDae.Pictures.Tests;

public sealed class SliceViewTests
{
    [Fact]
    public void A_scan_of_BraTS_is_shown_as_it_is_stored() =>
        Assert.Equal(default, SliceView.Of([-1, 0, 0, 0, 0, -1, 0, 239, 0, 0, 1, 0, 0, 0, 0, 1]));

    [Fact]
    public void However_a_scan_is_stored_the_top_or_front_is_up_and_the_right_side_or_front_on_the_left()
    {
        const int size = 5;
        foreach (var orientation in Orientation.All)
        {
            var affine = orientation.Grid([size, size, size], [1, 1, 1], [0, 0, 0]).Affine;
            var view = SliceView.Of(affine);
            var down = orientation.World[2] == 2 ? 1 : 2;
            var across = 3 - orientation.World[2] - down;
            var falling = Turned(orientation, view, down);
            var sideways = Turned(orientation, view, across);
            for (var a = 0; a < size; a++)
            {
                for (var d = 0; d < size; d++)
                {
                    Assert.True(falling[a * size + d] == size - 1 - d, $"{orientation}: down the picture");
                    Assert.True(sideways[a * size + d] == size - 1 - a, $"{orientation}: across the picture");
                }
            }
        }
    }

    /// <summary>A slice, [x, y] in C order, whose values are the world coordinates along an axis.</summary>
    private static int[] Turned(Orientation orientation, SliceView view, int world)
    {
        const int size = 5;
        var stored = orientation.Store([size, size, size], (x, y, z) => new[] { x, y, z }[world]);
        var slice = new int[size * size];
        for (var i = 0; i < slice.Length; i++)
        {
            slice[i % size * size + i / size] = stored[i];
        }

        return view.Apply<int>(slice, size);
    }
}
