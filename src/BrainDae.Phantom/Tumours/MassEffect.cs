using System.Numerics;
using BrainDae.Phantom.Anatomy;

namespace BrainDae.Phantom.Tumours;

/// <summary>The displacement of normal tissue by tumour cores.</summary>
internal static class MassEffect
{
    /// <summary>Where the tissue that is now at <paramref name="place"/> was before the lesions grew.</summary>
    public static Vector3 Undo(Vector3 place, IReadOnlyList<Lesion> lesions)
    {
        var origin = place;
        foreach (var lesion in lesions)
        {
            var offset = place - lesion.Centre;
            var reach = 1.4f * lesion.CoreRadius;
            var share = offset.Squared / (reach * reach);
            origin -= offset * (lesion.Push / (1 + share * share));
        }

        return origin;
    }
}
