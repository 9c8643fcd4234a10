using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>A way to break one instruction so that the code stays valid.</summary>
internal abstract class MutationOperator(string name)
{
    /// <summary>All operators; the order counts sites but changes no draw.</summary>
    public static ImmutableArray<MutationOperator> All { get; } =
    [
        new OpcodeSwap("add-sub", [(Code.Add, Code.Sub), (Code.Sub, Code.Add), (Code.Add_Ovf, Code.Sub_Ovf), (Code.Sub_Ovf, Code.Add_Ovf), (Code.Add_Ovf_Un, Code.Sub_Ovf_Un), (Code.Sub_Ovf_Un, Code.Add_Ovf_Un)]),
        new OpcodeSwap("mul-div", [(Code.Mul, Code.Div), (Code.Div, Code.Mul), (Code.Mul_Ovf, Code.Div), (Code.Mul_Ovf_Un, Code.Div_Un), (Code.Div_Un, Code.Mul)]),
        new OpcodeSwap("and-or", [(Code.And, Code.Or), (Code.Or, Code.And)]),
        new OpcodeSwap("bound", [(Code.Blt, Code.Ble), (Code.Ble, Code.Blt), (Code.Bgt, Code.Bge), (Code.Bge, Code.Bgt), (Code.Blt_Un, Code.Ble_Un), (Code.Ble_Un, Code.Blt_Un), (Code.Bgt_Un, Code.Bge_Un), (Code.Bge_Un, Code.Bgt_Un)]),
        new OpcodeSwap("equality", [(Code.Beq, Code.Bne_Un), (Code.Bne_Un, Code.Beq), (Code.Brtrue, Code.Brfalse), (Code.Brfalse, Code.Brtrue)]),
        new ComparisonValue(),
        new EqualityValue(),
        new OperatorCall("add-sub-call", [("op_Addition", "op_Subtraction"), ("op_Subtraction", "op_Addition")]),
        new OperatorCall("mul-div-call", [("op_Multiply", "op_Division"), ("op_Division", "op_Multiply")]),
        new OperatorCall("bound-call", [("op_LessThan", "op_LessThanOrEqual"), ("op_LessThanOrEqual", "op_LessThan"), ("op_GreaterThan", "op_GreaterThanOrEqual"), ("op_GreaterThanOrEqual", "op_GreaterThan")]),
        new OperatorCall("equality-call", [("op_Equality", "op_Inequality"), ("op_Inequality", "op_Equality")]),
        new IntegerConstant("plus-one", 1),
        new IntegerConstant("minus-one", -1),
        new BooleanConstant(),
        new FloatConstant("times-1.1", value => value == 0 ? 1 : value * 1.1),
        new FloatConstant("sign", value => value == 0 ? -1 : -value),
        new CallRemoval(),
        new DefaultReturn(),
    ];

    public string Name => name;

    /// <summary>Whether the operator changes what this instruction (of a body in long forms) does.</summary>
    public abstract bool Fits(MethodDefinition method, Instruction instruction);

    /// <summary>Changes the instruction in place, so that branches to it stay.</summary>
    public abstract void Apply(MethodDefinition method, Instruction instruction);

    /// <summary>Puts instructions behind another one, in their order.</summary>
    protected static void InsertAfter(MethodDefinition method, Instruction instruction, params IEnumerable<Instruction> added)
    {
        var il = method.Body.GetILProcessor();
        foreach (var next in added)
        {
            il.InsertAfter(instruction, next);
            instruction = next;
        }
    }

    protected static void Replace(Instruction instruction, OpCode code, object? operand = null) => (instruction.OpCode, instruction.Operand) = (code, operand);
}
