using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>Where the value that an instruction leaves goes to, so that a constant is known for a truth value or a state of the compiler's.</summary>
internal static class Destination
{
    public static bool IsBoolean(MethodDefinition method, Instruction instruction) => Next(instruction) switch
    {
        { OpCode.Code: Code.Ret } => Is(method.ReturnType),
        { Operand: FieldReference field, OpCode.Code: Code.Stfld or Code.Stsfld } => Is(field.FieldType),
        { Operand: VariableDefinition variable, OpCode.Code: Code.Stloc } => Is(variable.VariableType),
        { Operand: ParameterDefinition parameter, OpCode.Code: Code.Starg } => Is(parameter.ParameterType),
        { Operand: MethodReference { Parameters: [.., var last] } } => Is(last.ParameterType),
        _ => false,
    };

    /// <summary>The compiler's own business: the state of an iterator, an argument that is not given, and "not" or "unequal" as comparisons with 0.</summary>
    public static bool IsCompilers(MethodDefinition method, Instruction instruction) => Next(instruction) switch
    {
        { Operand: FieldReference field } => field.Name.StartsWith("<>", StringComparison.Ordinal),
        { OpCode.Code: Code.Ceq or Code.Cgt_Un } => instruction.Operand is 0,
        { OpCode.Code: Code.And, Next.OpCode.Code: Code.Shl or Code.Shr or Code.Shr_Un } => instruction.Operand is 31 or 63,
        { OpCode.Code: Code.Ret } => method.Name == "MoveNext",
        { Operand: MethodReference { Parameters: [.., _] } called } => called.Resolve()?.Parameters[^1].IsOptional ?? false,
        _ => false,
    };

    private static Instruction? Next(Instruction instruction)
    {
        var next = instruction.Next;
        while (next is { OpCode.Code: Code.Br, Operand: Instruction target })
        {
            next = target;
        }

        return next;
    }

    private static bool Is(TypeReference type) => type.MetadataType == MetadataType.Boolean;
}
